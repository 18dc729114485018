import type { AutoTopUpDto } from '@/lib/auto-top-up/schemas';
import type { Outcome } from '../ui/outcome';

/** The form's texts. */
export type RuleDraft = {
  accountId: string;
  thresholdGb: string;
  amountGb: string;
  dailyCapGb: string;
  monthlyCapGb: string;
};

export type AutoTopUpActions = {
  set: (draft: RuleDraft) => Promise<Outcome<AutoTopUpDto>>;
  stop: (accountId: string) => Promise<Outcome<AutoTopUpDto>>;
};
