import { z } from 'zod';
import { daysBetween } from '@/lib/core/calendar-date';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { byteCount, dayText, idText, instantText } from '@/lib/core/wire';

/** Most days that one question about usage may span. */
const MAX_USAGE_DAYS = 1_100;

/** Most groups that `top` may ask for. */
export const MAX_TOP = 100;

function checkRange(range: { from: string; to: string }, ctx: z.core.$RefinementCtx): void {
  const days = daysBetween(range.from, range.to) + 1;
  if (days < 1) ctx.addIssue({ code: 'custom', path: ['from'], message: '`from` must not be after `to`.' });
  if (days > MAX_USAGE_DAYS) {
    ctx.addIssue({ code: 'custom', path: ['to'], message: `Ask for at most ${MAX_USAGE_DAYS} days at once.` });
  }
}

export const usageGroupSchema = z.enum(['connection', 'customer', 'account', 'agent']);
export type UsageGroup = z.infer<typeof usageGroupSchema>;

/** Filters of usage. `house` and `unassigned` are the keys that groups without an agent or a customer have. */
export const usageDailyQuery = z
  .object({
    from: dayText,
    to: dayText,
    connectionId: filterIdSchema.optional(),
    customerId: z.union([z.literal('unassigned'), filterIdSchema]).optional(),
    accountId: filterIdSchema.optional(),
    agentId: z.union([z.literal('house'), filterIdSchema]).optional(),
    groupBy: usageGroupSchema.optional(),
    top: z.coerce.number().int().min(1).max(MAX_TOP).optional(),
  })
  .superRefine(checkRange)
  .superRefine((query, ctx) => {
    if (query.top === undefined || query.groupBy !== undefined) return;
    ctx.addIssue({ code: 'custom', path: ['top'], message: '`top` needs `groupBy`.' });
  });
export type UsageDailyQuery = z.infer<typeof usageDailyQuery>;

const usageDayDto = z.object({
  date: dayText,
  /** Our id of the group; `other`, `house` or `unassigned` where there is none. */
  key: z.string().optional(),
  label: z.string().optional(),
  uploadBytes: byteCount.nullable(),
  downloadBytes: byteCount.nullable(),
  totalBytes: byteCount,
  provisional: z.boolean(),
});
export type UsageDayDto = z.infer<typeof usageDayDto>;

const usageGapDto = z.object({ connectionId: idText, from: dayText, to: dayText });
export type UsageGapDto = z.infer<typeof usageGapDto>;

export const usageDailyDto = z.object({
  data: z.array(usageDayDto),
  /** The oldest reading among the connections that the answer is made of. */
  asOf: instantText.nullable(),
  gaps: z.array(usageGapDto),
});
/** Several readers may share one: nobody changes it. */
export type UsageDailyDto = {
  readonly data: readonly Readonly<UsageDayDto>[];
  readonly asOf: string | null;
  readonly gaps: readonly Readonly<UsageGapDto>[];
};

export const usageTotalsQuery = z
  .object({ connectionId: filterIdSchema, from: dayText, to: dayText })
  .superRefine(checkRange);
export type UsageTotalsQuery = z.infer<typeof usageTotalsQuery>;

const usageTotalDto = z.object({
  date: dayText,
  stream: z.enum(['standard', 'nni']),
  uploadBytes: byteCount.nullable(),
  downloadBytes: byteCount.nullable(),
  totalBytes: byteCount,
});
export const usageTotalsDto = z.object({ data: z.array(usageTotalDto) });
export type UsageTotalsDto = z.infer<typeof usageTotalsDto>;

export const balancesQuery = z.object({ connectionId: filterIdSchema.optional() });
export type BalancesQuery = z.infer<typeof balancesQuery>;

const balanceDto = z.object({
  connectionId: idText,
  pool: z.string(),
  rechargedBytes: byteCount.nullable(),
  consumedBytes: byteCount.nullable(),
  residualBytes: byteCount,
  asOf: instantText,
});
export const balancesDto = z.object({ data: z.array(balanceDto), nextCursor: z.null() });
export type BalancesDto = z.infer<typeof balancesDto>;

/** When traffic runs out at the mean of the newest settled days; nulls where it cannot be said. */
const forecastDto = z.object({
  date: dayText.nullable(),
  daysLeft: z.number().nullable(),
  /** How many days the mean is made of. */
  basisDays: z.number().int(),
});
export type ForecastDto = z.infer<typeof forecastDto>;

const restatementsQuery = pagingSchema.extend({
  connectionId: filterIdSchema.optional(),
  accountId: filterIdSchema.optional(),
  from: dayText.optional(),
  to: dayText.optional(),
});
export type RestatementsQuery = z.infer<typeof restatementsQuery>;

/** A settled day that was another figure when read again. */
const restatementDto = z.object({
  id: idText,
  accountId: idText,
  accountName: z.string(),
  connectionId: idText,
  date: dayText,
  oldBytes: byteCount,
  newBytes: byteCount,
  oldReadAt: instantText,
  readAt: instantText,
});
const restatementsDto = z.object({ data: z.array(restatementDto), nextCursor: z.string().nullable() });
export type RestatementsDto = z.infer<typeof restatementsDto>;
