import { describe, expect, test } from 'vitest';
import { comparePeriods, periodBefore, readRange } from './range';

const TODAY = '2026-11-21';

describe('range of an address', () => {
  test('a preset ends today', () => {
    expect(readRange({ range: '7d' }, TODAY)).toEqual({ from: '2026-11-15', to: TODAY, days: 7, preset: '7d' });
  });

  test.each([
    {},
    { range: '12d' },
    { range: 'constructor' },
    { from: '2026-02-30', to: TODAY },
    { from: '2026-11-22', to: '2026-11-20' },
    { from: '2026-11-20' },
  ])('%o becomes thirty days', (asked) => {
    expect(readRange(asked, TODAY)).toEqual({ from: '2026-10-23', to: TODAY, days: 30, preset: '30d' });
  });

  test('two days stand for themselves; too long a span keeps its end', () => {
    expect(readRange({ from: '2026-01-01', to: '2026-01-31' }, TODAY)).toMatchObject({ days: 31, preset: null });
    expect(readRange({ from: '2000-01-01', to: TODAY }, TODAY)).toMatchObject({ to: TODAY, days: 1100 });
  });

  test('the period before has the same length and touches it', () => {
    expect(periodBefore(readRange({ range: '7d' }, TODAY))).toEqual({ from: '2026-11-08', to: '2026-11-14' });
  });
});

describe('comparison', () => {
  test('only columns that both have and that are final count', () => {
    expect(comparePeriods([10, 20, null, 5], [8, null, 7, 50], [3])).toEqual({ now: 10, before: 8 });
    expect(comparePeriods([1], [null], [])).toEqual({ now: 0, before: null });
  });
});
