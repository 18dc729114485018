import { z } from 'zod';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { gbInput, idText, instantText, moneyInput, moneyText, plainText, priceInput } from '@/lib/core/wire';

const instant = z.iso.datetime('Write an instant as 2026-12-01T00:00:00Z.');

/** What a step is chosen by: the size of the order alone, or all GB of the calendar month (UTC), this order included. */
const stepsBySchema = z.enum(['order', 'month']);

const stepInput = z.object({ fromGb: gbInput, perGb: z.string().max(40) });

/**
 * A price of one customer, of one agent, or of everybody, each at one connection or at all. Without `validFrom` it counts
 * from now on.
 */
export const priceRowInput = z
  .object({
    customerId: filterIdSchema.nullish(),
    agentId: filterIdSchema.nullish(),
    connectionId: filterIdSchema.nullish(),
    perGb: priceInput,
    steps: z.array(stepInput).max(10, 'At most 10 steps.').default([]),
    stepsBy: stepsBySchema.default('order'),
    validFrom: instant.nullish(),
  })
  .refine((price) => price.customerId == null || price.agentId == null, {
    path: ['agentId'],
    message: 'A price is of a customer or of an agent, not of both.',
  });
export type PriceRowInput = z.infer<typeof priceRowInput>;

export const endInput = z.object({ at: instant.nullish() });
export type EndInput = z.infer<typeof endInput>;

export const periodStateSchema = z.enum(['past', 'current', 'future', 'withdrawn']);
export type PeriodState = z.infer<typeof periodStateSchema>;

export const priceQuery = pagingSchema.extend({
  customerId: filterIdSchema.optional(),
  agentId: filterIdSchema.optional(),
  state: periodStateSchema.optional(),
});
export type PriceQuery = z.infer<typeof priceQuery>;

const named = z.object({ id: idText, name: z.string() }).nullable();
const period = {
  state: periodStateSchema,
  validFrom: instantText,
  validTo: instantText.nullable(),
  createdAt: instantText,
};

export const priceRowDto = z.object({
  id: idText,
  /** Whose it is; null stands for everybody, and for every connection. */
  customer: named,
  agent: named,
  connection: named,
  perGb: moneyText,
  steps: z.array(z.object({ fromGb: z.string(), perGb: moneyText })),
  stepsBy: stepsBySchema,
  ...period,
});
export type PriceRowDto = z.infer<typeof priceRowDto>;

export const quoteQuery = z.object({
  customerId: filterIdSchema,
  gb: gbInput,
  connectionId: filterIdSchema.optional(),
});
export type QuoteQuery = z.infer<typeof quoteQuery>;

/** What an order would cost a customer at one connection at this moment, and why. */
const quoteDto = z.object({
  connectionId: idText,
  connectionName: z.string(),
  amountGb: z.string(),
  /** Whose wallet pays; null where nobody is charged. */
  payer: z.string().nullable(),
  price: moneyText.nullable(),
  pricePerGb: moneyText.nullable(),
  row: priceRowDto.nullable(),
  /** For steps by month: GB ordered this month before this order. */
  monthGb: z.string().nullable(),
});
export type QuoteDto = z.infer<typeof quoteDto>;
export const quotesDto = z.object({ data: z.array(quoteDto) });

const product = z.enum(['isp', 'static']);
const duration = z.enum(['week', 'month', 'quarter']);

/** What is left out stands for any. */
export const ipPriceInput = z.object({
  agentId: filterIdSchema.nullish(),
  product: product.nullish(),
  region: plainText(40).trim().nullish(),
  duration: duration.nullish(),
  perIp: moneyInput.refine(({ minor }) => minor >= 0n, { path: ['amount'], message: 'Write 0 or more.' }),
  validFrom: instant.nullish(),
});
export type IpPriceInput = z.infer<typeof ipPriceInput>;

export const ipPriceQuery = pagingSchema.extend({
  agentId: filterIdSchema.optional(),
  state: periodStateSchema.optional(),
});
export type IpPriceQuery = z.infer<typeof ipPriceQuery>;

export const ipPriceDto = z.object({
  id: idText,
  agent: named,
  product: product.nullable(),
  region: z.string().nullable(),
  duration: duration.nullable(),
  perIp: moneyText,
  ...period,
});
export type IpPriceDto = z.infer<typeof ipPriceDto>;
