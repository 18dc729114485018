import 'server-only';

export { createWebhook } from './create-webhook';
export { deleteWebhook } from './delete-webhook';
export { deliverWebhook } from './deliver-webhook';
export { deliveriesSql, emitEvent, emitEvents, enqueueDeliveries } from './emit-event';
export { listDeliveries } from './list-deliveries';
export { listWebhooks } from './list-webhooks';
export type { EmittedEvent } from './schemas';
