import type { AutoTopUpRuleDto } from '@/lib/auto-top-up/schemas';
import { groupDigits } from '../ui/format';

/** What a rule will do next, in one line: `Below 5 GB adds 20 GB; today 0 of 40 GB`. */
export function ruleText(rule: AutoTopUpRuleDto): string {
  const gb = groupDigits;
  const today =
    rule.dailyCapGb === null ? `${gb(rule.todayGb)} GB` : `${gb(rule.todayGb)} of ${gb(rule.dailyCapGb)} GB`;
  const month = rule.monthlyCapGb === null ? '' : `, this month ${gb(rule.monthGb)} of ${gb(rule.monthlyCapGb)} GB`;
  return `Below ${gb(rule.thresholdGb)} GB adds ${gb(rule.amountGb)} GB; today ${today}${month}`;
}
