import { expect, test } from 'vitest';
import { likelyCause } from './likely-cause';

const ours = {
  bytes: 1_084_479_242,
  createdAt: '2026-11-20T10:00:00.000Z',
  settledAt: '2026-11-20T10:00:02.000Z',
  evidence: null,
};
const theirs = {
  bytes: 1_084_479_242,
  operator: 'admin',
  kind: 'recharge' as const,
  at: '2026-11-20T10:00:00.000Z',
  firstSeenAt: '2026-11-20T12:00:00.000Z',
};

test('an order that is younger than the last reading of the list is only waited for', () => {
  expect(likelyCause('only_ours', ours, null, '2026-11-20T09:00:00.000Z')).toContain('Read it again');
  expect(likelyCause('only_ours', ours, null, '2026-11-20T11:00:00.000Z')).toContain('ask the provider');
  expect(likelyCause('only_ours', ours, null, null)).toContain('never read');
});

test('a line without an order names who made it', () => {
  expect(likelyCause('only_provider', null, theirs, null)).toContain('Recharged by admin');
  expect(likelyCause('only_provider', null, { ...theirs, kind: 'consumption', operator: null }, null)).toMatch(
    /^Taken off on/,
  );
});

test('a line that was there before the list was read is history', () => {
  const old = { ...theirs, at: '2026-11-01T10:00:00.000Z' };
  expect(likelyCause('only_provider', null, old, null)).toContain('history');
});

test('amounts that differ by a power of 1.024 are a question of units; exactly twice is a double', () => {
  const with_ = (factor: number) => ({ ...theirs, bytes: Math.round(ours.bytes * factor) });
  expect(likelyCause('amount_mismatch', ours, with_(1.024), null)).toContain('another unit');
  expect(likelyCause('amount_mismatch', ours, with_(1 / 1.024 ** 3), null)).toContain('another unit');
  expect(likelyCause('amount_mismatch', ours, with_(2), null)).toContain('Exactly twice');
  expect(likelyCause('amount_mismatch', ours, with_(1.5), null)).toContain('Another amount');
});

test('a line may be late, stand twice, or differ by rounding', () => {
  const hints = { lagMinutes: 15, twin: false };
  expect(likelyCause('only_ours', ours, null, '2026-11-20T10:10:00.000Z', hints)).toContain('may still appear');
  expect(likelyCause('only_ours', ours, null, '2026-11-20T10:16:00.000Z', hints)).toContain('ask the provider');
  expect(likelyCause('only_provider', null, theirs, null, { ...hints, twin: true })).toContain('twice');
  expect(likelyCause('amount_mismatch', ours, { ...theirs, bytes: ours.bytes * 1.002 }, null)).toContain('Rounding');
});
