import { describe, expect, test } from 'vitest';
import { columnsIn, comparePeriods, periodBefore, readRange } from './range';

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
  test('what is skipped and what is still to come does not count; a read day without a figure had no traffic', () => {
    const now = [10, 20, null, 5, null];
    const before = [8, null, 7, 50, 90];
    expect(comparePeriods(now, before, new Set([3]))).toEqual({ now: 30, before: 15 });
  });

  test('too little in common is nothing to compare with', () => {
    expect(comparePeriods([1, 2, 3, 4], [9, 9, 9, 9], new Set([0, 1, 2])).before).toBeNull();
    expect(comparePeriods([null, null], [9, 9], new Set()).before).toBeNull();
  });

  test('columns of spans are cut to the range', () => {
    const range = { from: '2026-11-10', to: '2026-11-14' };
    const spans = [
      { from: '2026-11-01', to: '2026-11-10' },
      { from: '2026-11-13', to: '2026-12-01' },
      { from: '2027-01-01', to: '2027-01-02' },
    ];
    expect(columnsIn(range, spans)).toEqual([0, 3, 4]);
  });
});
