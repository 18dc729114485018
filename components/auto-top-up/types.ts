import type { AutoTopUpDto } from '@/lib/auto-top-up/schemas';
import type { Outcome } from '../ui/outcome';

/** The form's texts; what is empty is not set. */
export type RuleDraft = {
  accountId: string;
  thresholdGb: string | null;
  schedule: { every: 'week' | 'month'; day: number; at: string; timeZone: string | null } | null;
  amountGb: string;
  dailyCapGb: string | null;
  monthlyCapGb: string | null;
};

export type AutoTopUpActions = {
  set: (draft: RuleDraft) => Promise<Outcome<AutoTopUpDto>>;
  stop: (accountId: string) => Promise<Outcome<AutoTopUpDto>>;
};
