import { expect, test } from 'vitest';
import { ruleText } from './rule-text';

const rule = {
  id: '1',
  schedule: null,
  nextAt: null,
  lastMissed: null,
  thresholdGb: '5',
  amountGb: '20',
  dailyCapGb: '40',
  monthlyCapGb: null,
  enabled: true,
  disabledWhy: null,
  waitingFor: null,
  checkedAt: null,
  todayGb: '0',
  monthGb: '60',
  lastFiredAt: null,
  lastOrderId: null,
};

test('a rule says what it will do next and how much of its limits is used', () => {
  expect(ruleText(rule)).toBe('Below 5 GB adds 20 GB; today 0 of 40 GB');
  expect(ruleText({ ...rule, monthlyCapGb: '500' })).toBe(
    'Below 5 GB adds 20 GB; today 0 of 40 GB, this month 60 of 500 GB',
  );
  const schedule = { every: 'month' as const, day: 31, at: '08:00', timeZone: 'Asia/Tokyo' };
  expect(ruleText({ ...rule, thresholdGb: null, schedule })).toBe(
    'Each month on day 31 (or its last) at 08:00, Asia/Tokyo, adds 20 GB; today 0 of 40 GB',
  );
  expect(ruleText({ ...rule, schedule: { ...schedule, every: 'week', day: 7 } })).toContain('Each Sunday at 08:00');
  expect(ruleText({ ...rule, dailyCapGb: null })).toBe('Below 5 GB adds 20 GB; today 0 GB');
});
