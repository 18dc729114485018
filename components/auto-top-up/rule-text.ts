import { useTranslations } from 'next-intl';
import type { AutoTopUpRuleDto } from '@/lib/auto-top-up/schemas';
import { groupDigits } from '../ui/format';
import { WEEKDAYS } from './weekdays';

/** What a rule does, in one line: `Below 5 GB adds 20 GB; today 0 of 40 GB`. */
export function useRuleText(): (rule: AutoTopUpRuleDto) => string {
  const t = useTranslations('autoTopUp');

  function what({ schedule, thresholdGb, amountGb }: AutoTopUpRuleDto): string {
    const amount = groupDigits(amountGb);
    if (!schedule) return t('rule.below', { threshold: groupDigits(thresholdGb ?? '0'), amount });
    const { every, day, at, timeZone: zone } = schedule;
    if (every === 'week') {
      return t('rule.week', { weekday: t(`weekdays.${WEEKDAYS[day - 1] ?? 'monday'}`), at, zone, amount });
    }
    return t(day > 28 ? 'rule.monthEnd' : 'rule.month', { day, at, zone, amount });
  }

  return (rule) => {
    const { todayGb, monthGb, dailyCapGb, monthlyCapGb } = rule;
    const used = groupDigits(todayGb);
    const today =
      dailyCapGb === null ? t('rule.today', { used }) : t('rule.todayOf', { used, cap: groupDigits(dailyCapGb) });
    if (monthlyCapGb === null) return t('rule.line', { what: what(rule), today });
    const month = t('rule.monthOf', { used: groupDigits(monthGb), cap: groupDigits(monthlyCapGb) });
    return t('rule.lineMonth', { what: what(rule), today, month });
  };
}
