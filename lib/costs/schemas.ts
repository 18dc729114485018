import { z } from 'zod';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import {
  currencyCode,
  dayText,
  gbInput,
  idText,
  instantText,
  moneyInput,
  moneyText,
  monthText,
  plainText,
  priceInput,
} from '@/lib/core/wire';

export const costBlockInput = z.object({
  connectionId: filterIdSchema,
  amountGb: gbInput,
  /** What was paid for all of it; without it the connection's list cost counts. */
  paid: moneyInput.nullish(),
  boughtOn: dayText,
  expiresOn: dayText.nullish(),
  note: plainText(1000).nullish(),
});
export type CostBlockInput = z.infer<typeof costBlockInput>;

export const costBlockPatch = z.object({ paid: moneyInput.nullable() });

export const costBlockQuery = pagingSchema.extend({ connectionId: filterIdSchema.optional() });
export type CostBlockQuery = z.infer<typeof costBlockQuery>;

export const costBlockDto = z.object({
  id: idText,
  connectionId: idText,
  connectionName: z.string(),
  boughtAt: instantText,
  expiresAt: instantText.nullable(),
  amountGb: z.string(),
  /** What is in no sale yet; null where nothing tells it. */
  remainingGb: z.string().nullable(),
  /** Used before our own records begin, or without orders of ours. */
  beforeGb: z.string(),
  paid: moneyText.nullable(),
  costPerGb: moneyText.nullable(),
  /** Where the price comes from; `list`: the list cost counts in its place; `unknown`: there was none. */
  priceFrom: z.enum(['entered', 'record', 'list', 'unknown']),
  source: z.string(),
  state: z.enum(['unused', 'in_use', 'used_up', 'expired', 'not_known']),
  /** Of an expired block: what was never sold, and its share of the price. */
  breakage: z.object({ gb: z.string(), cost: moneyText.nullable() }).nullable(),
  note: z.string().nullable(),
});
export type CostBlockDto = z.infer<typeof costBlockDto>;

export const listCostInput = z.object({
  connectionId: filterIdSchema,
  perGb: priceInput.nullable(),
  from: dayText,
});
export type ListCostInput = z.infer<typeof listCostInput>;

export const listCostDto = z.object({ id: idText, perGb: moneyText.nullable(), validFrom: instantText });
export type ListCostDto = z.infer<typeof listCostDto>;

export const exchangeRateInput = z.object({
  base: currencyCode,
  quote: currencyCode,
  rate: z
    .string()
    .max(40)
    .regex(/^\d{1,8}(\.\d{1,8})?$/, 'Write the rate as a decimal with at most 8 decimals.')
    .refine((text) => /[1-9]/.test(text), 'A rate is more than 0.'),
  from: dayText,
});
export type ExchangeRateInput = z.infer<typeof exchangeRateInput>;

export const exchangeRateDto = z.object({
  id: idText,
  base: z.string(),
  quote: z.string(),
  /** What one unit of `base` is worth in `quote`. */
  rate: z.string(),
  from: dayText,
});
export type ExchangeRateDto = z.infer<typeof exchangeRateDto>;

export const marginGroupSchema = z.enum(['customer', 'agent', 'connection', 'month']);
export type MarginGroup = z.infer<typeof marginGroupSchema>;

export const marginSortSchema = z.enum(['label', 'gb', 'revenue', 'cost', 'margin']);
export type MarginSort = z.infer<typeof marginSortSchema>;

export const marginQuery = z.object({
  month: monthText,
  groupBy: marginGroupSchema.default('agent'),
  sort: marginSortSchema.default('margin'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  limit: pagingSchema.shape.limit,
  cursor: pagingSchema.shape.cursor,
});
export type MarginQuery = z.infer<typeof marginQuery>;

const costPart = z.object({ basis: z.enum(['blocks', 'list', 'record']), money: moneyText });

const marginRowDto = z.object({
  /** Our id of the group, or the month; null for the house (agents) and for nobody (customers). */
  key: z.string().nullable(),
  label: z.string(),
  /** What was charged in; null for what was not charged. */
  currency: z.string().nullable(),
  orders: z.number().int(),
  /** Traffic sold, less what came back. */
  gb: z.string(),
  revenue: moneyText.nullable(),
  /** By where it comes from, in the currency in which it was paid. */
  costs: z.array(costPart),
  /** What has no known cost. */
  unknown: z.object({ gb: z.string(), orders: z.number().int() }).nullable(),
  /** All of it in `currency`; null where a part is unknown or cannot be converted. */
  cost: moneyText.nullable(),
  margin: moneyText.nullable(),
  marginPercent: z.string().nullable(),
  /** Why there is no margin. */
  why: z.enum(['cost_unknown', 'currencies', 'not_charged']).nullable(),
});
export type MarginRowDto = z.infer<typeof marginRowDto>;

export const marginDto = z.object({
  month: z.string(),
  groupBy: marginGroupSchema,
  status: z.enum(['open', 'closed']),
  /** From when on the month's cost never changes again. */
  closesAt: instantText,
  /** Sales up to here are in it; null where nothing was costed yet. */
  costedTo: instantText.nullable(),
  data: z.array(marginRowDto),
  totals: z.array(marginRowDto),
  /** Rates that were used. */
  rates: z.array(exchangeRateDto),
  breakage: z.array(
    z.object({ connectionId: idText, connectionName: z.string(), gb: z.string(), cost: moneyText.nullable() }),
  ),
  nextCursor: z.string().nullable(),
});
export type MarginDto = z.infer<typeof marginDto>;

const salesFigure = z.object({ now: moneyText, before: moneyText, orders: z.number().int() });
/** Sales of a period so far, and of the one before up to the same moment of it; one a currency. */
export type SalesFigure = z.infer<typeof salesFigure>;

const salesDto = z.object({
  today: z.array(salesFigure),
  month: z.array(salesFigure),
  /** Sales are in up to this moment; null before the first. */
  asOf: instantText.nullable(),
});
export type SalesDto = z.infer<typeof salesDto>;
