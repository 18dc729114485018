import { z } from 'zod';
import { isTimeZone } from '@/lib/core/calendar-date';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { gbInput, idText, instantText } from '@/lib/core/wire';

/** When a rule is due; without `timeZone` on the clock of the account's connection. */
const scheduleInput = z
  .object({
    every: z.enum(['week', 'month']),
    /** 1 (Monday) to 7 of a week, 1 to 31 of a month; a shorter month has it on its last day. */
    day: z.number().int().min(1).max(31),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as HH:MM.'),
    timeZone: z.string().max(60).refine(isTimeZone, 'This is no time zone.').nullish(),
  })
  .refine(({ every, day }) => every === 'month' || day <= 7, {
    path: ['day'],
    message: 'A week has the days 1 (Monday) to 7.',
  });

const settings = {
  /** Below so much left it adds. */
  thresholdGb: gbInput.nullish(),
  /** Or it adds at fixed times. */
  schedule: scheduleInput.nullish(),
  amountGb: gbInput,
  dailyCapGb: gbInput.nullish(),
  monthlyCapGb: gbInput.nullish(),
};

const EITHER = { path: ['thresholdGb'], message: 'Give a threshold or a schedule, and not both.' };

export const autoTopUpInput = z
  .object({ accountId: filterIdSchema, ...settings })
  .refine(({ thresholdGb, schedule }) => (thresholdGb == null) !== (schedule == null), EITHER);
export type AutoTopUpInput = z.infer<typeof autoTopUpInput>;

/** What is left out stays as it is; a threshold takes the place of a schedule, and the other way round. */
export const autoTopUpPatch = z
  .object({ ...settings, amountGb: gbInput.optional(), enabled: z.boolean().optional() })
  .refine(({ thresholdGb, schedule }) => thresholdGb == null || schedule == null, EITHER);
export type AutoTopUpPatch = z.infer<typeof autoTopUpPatch>;

export const autoTopUpQuery = pagingSchema.extend({
  customerId: filterIdSchema.optional(),
  accountId: filterIdSchema.optional(),
});
export type AutoTopUpQuery = z.infer<typeof autoTopUpQuery>;

const autoTopUpRuleDto = z.object({
  id: idText,
  thresholdGb: z.string().nullable(),
  schedule: z
    .object({ every: z.enum(['week', 'month']), day: z.number().int(), at: z.string(), timeZone: z.string() })
    .nullable(),
  amountGb: z.string(),
  dailyCapGb: z.string().nullable(),
  monthlyCapGb: z.string().nullable(),
  enabled: z.boolean(),
  /** Why it switched itself off, or that a person did. */
  disabledWhy: z.string().nullable(),
  /** Why it waits although it may be due. */
  waitingFor: z.string().nullable(),
  checkedAt: instantText.nullable(),
  /** Of a schedule: when it is due next; past while it waits. */
  nextAt: instantText.nullable(),
  /** What was due and not made, or made late, the last time; null when all went as planned. */
  lastMissed: z.string().nullable(),
  /** Ordered by this rule since the day and the month of UTC began. */
  todayGb: z.string(),
  monthGb: z.string(),
  lastFiredAt: instantText.nullable(),
  lastOrderId: idText.nullable(),
});
export type AutoTopUpRuleDto = z.infer<typeof autoTopUpRuleDto>;

/** An account with its rule, as the customer's page shows it. */
const autoTopUpDto = z.object({
  accountId: idText,
  accountName: z.string(),
  /** The connection's zone, by which a schedule goes unless it has its own. */
  timeZone: z.string(),
  /** Without it there can be no threshold. */
  tellsResidual: z.boolean(),
  rule: autoTopUpRuleDto.nullable(),
});
export type AutoTopUpDto = z.infer<typeof autoTopUpDto>;

/** A rule with its account, as the HTTP API shows it. */
export const ruleDto = autoTopUpRuleDto.extend({ accountId: idText, accountName: z.string() });
export type RuleDto = z.infer<typeof ruleDto>;
