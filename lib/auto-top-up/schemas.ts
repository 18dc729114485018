import { z } from 'zod';
import { filterIdSchema } from '@/lib/core/paging';
import { gbInput, idText, instantText } from '@/lib/core/wire';

export const autoTopUpInput = z.object({
  accountId: filterIdSchema,
  thresholdGb: gbInput,
  amountGb: gbInput,
  dailyCapGb: gbInput,
  monthlyCapGb: gbInput.nullish(),
});
export type AutoTopUpInput = z.infer<typeof autoTopUpInput>;

export const autoTopUpRuleDto = z.object({
  thresholdGb: z.string(),
  amountGb: z.string(),
  dailyCapGb: z.string().nullable(),
  monthlyCapGb: z.string().nullable(),
  enabled: z.boolean(),
  /** Why it switched itself off, or that a person did. */
  disabledWhy: z.string().nullable(),
  /** Why it waits although it may be due. */
  waitingFor: z.string().nullable(),
  checkedAt: instantText.nullable(),
  /** Ordered by this rule since the day and the month of UTC began. */
  todayGb: z.string(),
  monthGb: z.string(),
  lastFiredAt: instantText.nullable(),
  lastOrderId: idText.nullable(),
});
export type AutoTopUpRuleDto = z.infer<typeof autoTopUpRuleDto>;

export const autoTopUpDto = z.object({
  accountId: idText,
  accountName: z.string(),
  rule: autoTopUpRuleDto.nullable(),
});
export type AutoTopUpDto = z.infer<typeof autoTopUpDto>;
