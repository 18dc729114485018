import { z } from 'zod';
import { daysBetween } from '@/lib/core/calendar-date';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { byteCount, dayText, idText, instantText, moneyText, requiredText } from '@/lib/core/wire';

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

export const discrepancyQuery = pagingSchema.extend({ connectionId: filterIdSchema.optional() });
export type DiscrepancyQuery = z.infer<typeof discrepancyQuery>;

/** A difference that was kept: open until somebody, or a later reading, has settled it. */
export const discrepancyDto = z.object({
  id: idText,
  connectionId: idText,
  kind: differenceKindSchema,
  day: dayText,
  orderId: idText.nullable(),
  recordId: idText.nullable(),
  /** Signed, in the provider's own unit. */
  units: z.string().nullable(),
  detail: z.string(),
  guess: z.string(),
  foundAt: instantText,
  /** It is a recharge of an account that we know, and can become an order of ours. */
  adoptable: z.boolean(),
});
export type DiscrepancyDto = z.infer<typeof discrepancyDto>;

export const explainInput = z.object({ id: filterIdSchema, note: requiredText(1000) });
export type ExplainInput = z.infer<typeof explainInput>;

export const adoptInput = z.object({ id: filterIdSchema, charge: z.boolean() });
export type AdoptInput = z.infer<typeof adoptInput>;
