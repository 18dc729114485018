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

/** One call that was made for a delivery: the answer's status, or why no whole answer came. */
export const deliveryTry = z.object({
  at: instantText,
  status: z.number().int().nullable(),
  error: z.string().nullable(),
  durationMs: z.number().int(),
});
export type DeliveryTry = z.infer<typeof deliveryTry>;

export const deliveryDto = z.object({
  id: idText,
  event: webhookEventSchema,
  state: z.enum(['pending', 'delivered', 'given_up']),
  attempts: z.number().int(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
  tries: z.array(deliveryTry),
  /** The bytes that were sent. */
  body: z.string(),
  createdAt: instantText,
  nextAttemptAt: instantText.nullable(),
  deliveredAt: instantText.nullable(),
  givenUpAt: instantText.nullable(),
});
export type DeliveryDto = z.infer<typeof deliveryDto>;

export const deliveryQuery = pagingSchema;
export type DeliveryQuery = z.infer<typeof deliveryQuery>;

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What an `order.*` event tells of its order. */
type OrderEventData = {
  order: {
    id: string;
    type: string;
    status: string;
    reference: string;
    accountId: string | null;
    amountGb: string | null;
    providerOrderId: string | null;
  };
};

/** An event with what it tells. Every address gets the same, whoever added it: nothing secret belongs in here. */
export type EmittedEvent =
  | { event: 'order.succeeded' | 'order.rejected' | 'order.unknown'; data: OrderEventData }
  | { event: 'balance.low' | 'sync.failed' | 'connection.unauthorized'; data: { [key: string]: Json } };
