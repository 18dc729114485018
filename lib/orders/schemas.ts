import { z } from 'zod';
import { ageSortSchema, filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { byteCount, dayText, gbInput, idText, instantText, moneyText, plainText, requiredText } from '@/lib/core/wire';

export const orderStatusSchema = z.enum([
  'awaiting_approval',
  'queued',
  'submitting',
  'succeeded',
  'rejected',
  'unknown',
  'cancelled',
]);
export type OrderStatus = z.infer<typeof orderStatusSchema>;

export const orderTypeSchema = z.enum(['top_up', 'deduct', 'ip_open', 'ip_renew']);
export type OrderType = z.infer<typeof orderTypeSchema>;

const note = plainText(1000).nullish();
const product = z.enum(['isp', 'static']);
const duration = z.enum(['week', 'month', 'quarter']);
const remark = plainText(200).nullish();

const trafficInput = { accountId: filterIdSchema, amountGb: gbInput, note };

export const createOrderInput = z.discriminatedUnion('type', [
  z.object({ type: z.literal('top_up'), ...trafficInput }),
  z.object({ type: z.literal('deduct'), ...trafficInput }),
  z.object({
    type: z.literal('ip_open'),
    connectionId: filterIdSchema,
    product,
    region: requiredText(40),
    duration,
    quantity: z.number().int().min(1).max(1000),
    poolTag: z.union([z.number().int().min(1).max(5).transform(String), requiredText(40)]).nullish(),
    customerId: filterIdSchema.nullish(),
    remark,
    note,
  }),
  z.object({
    type: z.literal('ip_renew'),
    connectionId: filterIdSchema,
    product,
    ips: z
      .array(z.union([z.ipv4('This is no IP address.'), z.ipv6('This is no IP address.')]))
      .min(1)
      .max(500)
      .refine((ips) => new Set(ips).size === ips.length, 'Name each IP once.'),
    duration,
    customerId: filterIdSchema.nullish(),
    remark,
    note,
  }),
]);
export type CreateOrderInput = z.infer<typeof createOrderInput>;

export const orderQuery = pagingSchema.extend({
  status: orderStatusSchema.optional(),
  type: orderTypeSchema.optional(),
  customerId: filterIdSchema.optional(),
  accountId: filterIdSchema.optional(),
  connectionId: filterIdSchema.optional(),
  from: dayText.optional(),
  to: dayText.optional(),
  sort: ageSortSchema.optional(),
});
export type OrderQuery = z.infer<typeof orderQuery>;

export const resolveInput = z.object({ outcome: z.enum(['succeeded', 'rejected']), note: requiredText(1000) });
export type ResolveInput = z.infer<typeof resolveInput>;

export const previewInput = z.object({
  accountId: filterIdSchema,
  amountGb: gbInput,
  /** A top-up unless it says so. */
  type: z.enum(['top_up', 'deduct']).optional(),
});
export type PreviewInput = z.infer<typeof previewInput>;

export const evidenceSchema = z.object({
  kind: z.enum(['duplicate_answer', 'record', 'no_record', 'not_sent', 'repeated_refusal', 'manual']),
  at: instantText,
  recordIds: z.array(idText),
  residualBefore: byteCount.nullable(),
  residualAfter: byteCount.nullable(),
  note: z.string(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const attemptDto = z.object({
  at: instantText,
  finishedAt: instantText.nullable(),
  outcome: z.enum(['accepted', 'duplicate', 'rejected', 'unknown']).nullable(),
  /** False only where it is certain that nothing was sent. */
  sent: z.boolean(),
  providerCode: z.string().nullable(),
  message: z.string().nullable(),
  /** Redacted exchange, for those who may see a provider's internals. */
  request: z.string().nullable().optional(),
  response: z.string().nullable().optional(),
});

export const orderDto = z.object({
  id: idText,
  type: orderTypeSchema,
  status: orderStatusSchema,
  connectionId: idText,
  accountId: idText.nullable(),
  accountName: z.string().nullable(),
  customerId: idText.nullable(),
  customerName: z.string().nullable(),
  amountGb: z.string().nullable(),
  bytes: byteCount.nullable(),
  /** The amount in the provider's own unit, e.g. `1034.24 MB`. */
  units: z.string().nullable(),
  price: moneyText.nullable(),
  reference: z.string(),
  providerOrderId: z.string().nullable(),
  note: z.string().nullable(),
  product: product.nullable(),
  region: z.string().nullable(),
  duration: duration.nullable(),
  quantity: z.number().int().nullable(),
  /** IPs that came, where the provider says fewer; the price is theirs. */
  delivered: z.number().int().nullable(),
  poolTag: z.string().nullable(),
  ips: z.array(z.string()),
  remark: z.string().nullable(),
  madeBy: z.string(),
  attempts: z.array(attemptDto),
  evidence: evidenceSchema.nullable(),
  nextAttemptAt: instantText.nullable(),
  createdAt: instantText,
  settledAt: instantText.nullable(),
});
export type OrderDto = z.infer<typeof orderDto>;

const orderEventDto = z.object({
  at: instantText,
  from: orderStatusSchema.nullable(),
  to: orderStatusSchema,
  actor: z.string(),
  detail: z.string().nullable(),
});
export type OrderEventDto = z.infer<typeof orderEventDto>;

/** What an IP order would cost; `parts` are its IPs by region, each with the price of one. */
const ipPreviewDto = z.object({
  /** Whose wallet pays; null where nobody is charged. */
  payer: z.string().nullable(),
  price: moneyText.nullable(),
  parts: z.array(z.object({ region: z.string().nullable(), count: z.number().int(), perIp: moneyText.nullable() })),
  available: moneyText.nullable(),
  enough: z.boolean(),
});
export type IpPreviewDto = z.infer<typeof ipPreviewDto>;

const previewDto = z.object({
  amountGb: z.string(),
  bytes: byteCount,
  units: z.string(),
  residualBeforeBytes: byteCount.nullable(),
  residualAfterBytes: byteCount.nullable(),
  residualAsOf: instantText.nullable(),
  price: moneyText.nullable(),
  pricePerGb: moneyText.nullable(),
  /** What the payer can spend; null where nobody pays. */
  available: moneyText.nullable(),
  enough: z.boolean(),
  needsApproval: z.boolean(),
  similar: z.array(z.object({ id: idText, amountGb: z.string(), status: orderStatusSchema, createdAt: instantText })),
});
export type PreviewDto = z.infer<typeof previewDto>;
