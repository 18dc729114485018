import 'server-only';

export { createWebhook } from './create-webhook';
export { deleteWebhook } from './delete-webhook';
export { listWebhooks } from './list-webhooks';
