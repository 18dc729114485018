export type { DeliveryDto, EmittedEvent, NewWebhookDto, WebhookDto, WebhookEvent } from './schemas';
