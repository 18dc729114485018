import type { AutoTopUpRuleDto } from '@/lib/auto-top-up/schemas';
import { groupDigits } from '../ui/format';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** When a schedule is due, e.g. `Each month on day 31 (or its last) at 08:00, Asia/Tokyo`. */
export function scheduleText({ every, day, at, timeZone }: NonNullable<AutoTopUpRuleDto['schedule']>): string {
  const days =
    every === 'week' ? `Each ${WEEKDAYS[day - 1]}` : `Each month on day ${day}${day > 28 ? ' (or its last)' : ''}`;
  return `${days} at ${at}, ${timeZone},`;
}

function limits({ dailyCapGb, monthlyCapGb, todayGb, monthGb }: AutoTopUpRuleDto): string {
  const gb = groupDigits;
  const day = dailyCapGb === null ? `today ${gb(todayGb)} GB` : `today ${gb(todayGb)} of ${gb(dailyCapGb)} GB`;
  return monthlyCapGb === null ? day : `${day}, this month ${gb(monthGb)} of ${gb(monthlyCapGb)} GB`;
}

/** What a rule does, in one line: `Below 5 GB adds 20 GB; today 0 of 40 GB`. */
export function ruleText(rule: AutoTopUpRuleDto): string {
  const when = rule.schedule ? scheduleText(rule.schedule) : `Below ${groupDigits(rule.thresholdGb ?? '0')} GB`;
  return `${when} adds ${groupDigits(rule.amountGb)} GB; ${limits(rule)}`;
}
