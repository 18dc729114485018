import { expect, test } from 'vitest';
import { ruleText } from './rule-text';

const rule = {
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
  expect(ruleText({ ...rule, dailyCapGb: null })).toBe('Below 5 GB adds 20 GB; today 0 GB');
});
