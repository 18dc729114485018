import { z } from 'zod';
import { daysBetween } from '@/lib/core/calendar-date';
import { ageSortSchema, filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { byteCount, dayText, idText, instantText, moneyText, requiredText } from '@/lib/core/wire';
import { figureCause } from './figure-schemas';

export const recordKindSchema = z.enum([
  'recharge',
  'consumption',
  'recharge_for_me',
  'isp',
  'datacenter',
  'flow',
  'mobile_flow',
]);

export const providerRecordQuery = pagingSchema.extend({
  connectionId: filterIdSchema.optional(),
  kind: recordKindSchema.optional(),
  from: dayText.optional(),
  to: dayText.optional(),
  sort: ageSortSchema.optional(),
});
export type ProviderRecordQuery = z.infer<typeof providerRecordQuery>;

export const providerRecordDto = z.object({
  id: idText,
  connectionId: idText,
  kind: recordKindSchema,
  at: instantText,
  day: dayText,
  externalOrderId: z.string().nullable(),
  externalAccountId: z.string().nullable(),
  externalAccountName: z.string().nullable(),
  /** Signed, in the provider's own unit, and in bytes. */
  units: z.string().nullable(),
  bytes: byteCount.nullable(),
  money: moneyText.nullable(),
  operator: z.string().nullable(),
  reference: z.string().nullable(),
  description: z.string().nullable(),
  orderId: idText.nullable(),
  firstSeenAt: instantText,
  raw: z.record(z.string(), z.unknown()),
});
export type ProviderRecordDto = z.infer<typeof providerRecordDto>;

const MOST_DAYS = 400;

export const reconciliationQuery = z
  .object({ connectionId: filterIdSchema, from: dayText, to: dayText })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: '`to` is before `from`.' })
  .refine(({ from, to }) => daysBetween(from, to) < MOST_DAYS, { path: ['to'], message: `At most ${MOST_DAYS} days.` });
export type ReconciliationQuery = z.infer<typeof reconciliationQuery>;

const differenceKindSchema = z.enum(['only_ours', 'only_provider', 'amount_mismatch']);
export type DifferenceKind = z.infer<typeof differenceKindSchema>;

export const reconciliationDto = z.object({
  matched: z.number().int(),
  differences: z.array(
    z.object({
      kind: differenceKindSchema,
      orderId: idText.optional(),
      recordId: idText.optional(),
      at: instantText,
      detail: z.string(),
    }),
  ),
  /** When the provider's records were last read. */
  asOf: instantText.nullable(),
});
export type ReconciliationDto = z.infer<typeof reconciliationDto>;

/** Kinds that are kept: of orders against records, and of figures against each other. */
export const keptKindSchema = z.enum([...differenceKindSchema.options, 'residual_mismatch', 'usage_mismatch']);
export type KeptKind = z.infer<typeof keptKindSchema>;

export const discrepancyQuery = pagingSchema.extend({
  connectionId: filterIdSchema.optional(),
  kind: keptKindSchema.optional(),
});
export type DiscrepancyQuery = z.infer<typeof discrepancyQuery>;

/** Figures as text with their unit; a range where only its ends are known. */
const figuresDto = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('residual'),
    gap: z.string(),
    pool: z.string().nullable(),
    start: z.string(),
    startAt: instantText,
    end: z.string(),
    endAt: instantText,
    credited: z.string(),
    used: z.string(),
    expected: z.string(),
    tolerance: z.string(),
  }),
  z.object({
    of: z.literal('usage'),
    /** By how much theirs is away from ours, signed. */
    gap: z.string(),
    accounts: z.string(),
    standard: z.string(),
    nni: z.string().nullable(),
    tolerance: z.string(),
  }),
]);
export type FiguresDto = z.infer<typeof figuresDto>;

/** A difference that was kept: open until somebody, or a later reading, has settled it. */
export const discrepancyDto = z.object({
  id: idText,
  connectionId: idText,
  kind: keptKindSchema,
  /** A residual's goes from `since` to `day`. */
  since: dayText.nullable(),
  day: dayText,
  orderId: idText.nullable(),
  recordId: idText.nullable(),
  account: z.object({ id: idText, name: z.string(), customerId: idText.nullable() }).nullable(),
  /** Both sides of a difference of figures, in the provider's own unit. */
  figures: figuresDto.nullable(),
  /** Signed, in the provider's own unit. */
  units: z.string().nullable(),
  detail: z.string(),
  /** A sentence, or for differences of figures a code. */
  guess: z.string(),
  cause: figureCause.nullable(),
  foundAt: instantText,
  /** It is a recharge of an account that we know, and can become an order of ours. */
  adoptable: z.boolean(),
});
export type DiscrepancyDto = z.infer<typeof discrepancyDto>;

export const explainInput = z.object({ id: filterIdSchema, note: requiredText(1000) });
export type ExplainInput = z.infer<typeof explainInput>;

export const adoptInput = z.object({ id: filterIdSchema, charge: z.boolean() });
export type AdoptInput = z.infer<typeof adoptInput>;
