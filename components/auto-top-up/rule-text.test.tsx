import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { AutoTopUpRuleDto } from '@/lib/auto-top-up/schemas';
import type { Locale } from '@/lib/core/locales';
import { messagesIn } from '@/messages';
import { useRuleText } from './rule-text';

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

function Line({ of }: { of: AutoTopUpRuleDto }) {
  return useRuleText()(of);
}

function ruleText(of: AutoTopUpRuleDto, locale: Locale = 'en'): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesIn(locale)} timeZone="UTC">
      <Line of={of} />
    </NextIntlClientProvider>,
  );
}

const schedule = { every: 'month' as const, day: 31, at: '08:00', timeZone: 'Asia/Tokyo' };

test('a rule says what it will do next and how much of its limits is used', () => {
  expect(ruleText(rule)).toBe('Below 5 GB adds 20 GB; today 0 of 40 GB');
  expect(ruleText({ ...rule, monthlyCapGb: '500' })).toBe(
    'Below 5 GB adds 20 GB; today 0 of 40 GB, this month 60 of 500 GB',
  );
  expect(ruleText({ ...rule, thresholdGb: null, schedule })).toBe(
    'Each month on day 31 (or its last) at 08:00, Asia/Tokyo, adds 20 GB; today 0 of 40 GB',
  );
  expect(ruleText({ ...rule, schedule: { ...schedule, every: 'week', day: 7 } })).toContain('Each Sunday at 08:00');
  expect(ruleText({ ...rule, dailyCapGb: null })).toBe('Below 5 GB adds 20 GB; today 0 GB');
});

test('it says so in the order of words of each language', () => {
  expect(ruleText({ ...rule, schedule: { ...schedule, every: 'week', day: 7 } }, 'zh-CN')).toBe(
    '每周日 08:00（Asia/Tokyo）充值 20 GB；今日 0 / 40 GB',
  );
  expect(ruleText({ ...rule, schedule: { ...schedule, every: 'week', day: 1 } }, 'ja')).toBe(
    '毎週月曜日 08:00（Asia/Tokyo）に 20 GB をチャージ（本日 0 / 40 GB）',
  );
});
