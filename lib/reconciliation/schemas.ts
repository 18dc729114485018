import { z } from 'zod';
import { daysBetween } from '@/lib/core/calendar-date';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { byteCount, dayText, idText, instantText, moneyText } from '@/lib/core/wire';

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

export const reconciliationDto = z.object({
  matched: z.number().int(),
  differences: z.array(
    z.object({
      kind: z.enum(['only_ours', 'only_provider', 'amount_mismatch']),
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
