import { expect, test } from 'vitest';
import { monthOf, monthsBack } from './months';

test('months go back over the turn of a year', () => {
  expect(monthsBack('2026-02', 4)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
});

test('the month of an instant is the one of UTC', () => {
  expect(monthOf(new Date('2026-11-30T23:59:59Z'))).toBe('2026-11');
});
