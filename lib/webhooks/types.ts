export type { NewWebhookDto, WebhookDto, WebhookEvent } from './schemas';
