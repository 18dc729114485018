import { z } from 'zod';
import { pagingSchema } from '@/lib/core/paging';
import { idText, instantText } from '@/lib/core/wire';

export const webhookEventSchema = z.enum([
  'order.succeeded',
  'order.rejected',
  'order.unknown',
  'balance.low',
  'sync.failed',
  'connection.unauthorized',
]);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

export const webhookInput = z.object({
  url: z.url({ protocol: /^https?$/, error: 'Write an address that begins with https:// or http://.' }).max(2000),
  events: z.array(webhookEventSchema).min(1, 'Choose at least one event.').max(20),
});
export type WebhookInput = z.infer<typeof webhookInput>;

export const webhookDto = z.object({
  id: idText,
  url: z.string(),
  events: z.array(webhookEventSchema),
  createdAt: instantText,
  disabledAt: instantText.nullable(),
});
export type WebhookDto = z.infer<typeof webhookDto>;

/** The one time that the secret is told. */
export const newWebhookDto = webhookDto.pick({ id: true, url: true, events: true }).extend({ secret: z.string() });
export type NewWebhookDto = z.infer<typeof newWebhookDto>;

export const webhookQuery = pagingSchema;
export type WebhookQuery = z.infer<typeof webhookQuery>;
