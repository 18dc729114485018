import 'server-only';

export { createWebhook } from './create-webhook';
export { deleteWebhook } from './delete-webhook';
export { deliverWebhook } from './deliver-webhook';
export { emitEvent, emitEvents } from './emit-event';
export { listDeliveries } from './list-deliveries';
export { listWebhooks } from './list-webhooks';
