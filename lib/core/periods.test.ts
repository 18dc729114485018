import { expect, test } from 'vitest';
import { beginPeriod, endPeriod, type Period, periodState } from './periods';

const day = (n: number) => new Date(Date.UTC(2026, 10, n));

function applied(periods: Period[], ends: { id: number; validTo: Date | null }[]): Period[] {
  return periods.map((period) => ({ ...period, ...ends.find(({ id }) => id === period.id) }));
}

function added(periods: Period[], id: number, from: Date): Period[] {
  const { ends, validTo } = beginPeriod(periods, from);
  return [...applied(periods, ends), { id, validFrom: from, validTo }];
}

test('a new period ends the one in force and lasts until the next', () => {
  let all = added([], 1, day(1));
  all = added(all, 2, day(20));
  all = added(all, 3, day(10));
  expect(all).toEqual([
    { id: 1, validFrom: day(1), validTo: day(10) },
    { id: 2, validFrom: day(20), validTo: null },
    { id: 3, validFrom: day(10), validTo: day(20) },
  ]);
  expect(all.map((period) => periodState(period, day(12)))).toEqual(['past', 'future', 'current']);
});

test('one that begins at the same instant takes the place of the other', () => {
  const all = added(added([], 1, day(5)), 2, day(5));
  expect(all.map((period) => periodState(period, day(6)))).toEqual(['withdrawn', 'current']);
});

test('ended before it began, the one before goes on', () => {
  const all = added(added([], 1, day(1)), 2, day(20));
  const after = applied(all, endPeriod(all, 2, day(3)) ?? []);
  expect(after.map((period) => periodState(period, day(25)))).toEqual(['current', 'withdrawn']);
  expect(endPeriod(after, 2, day(4))).toBeNull();
});

test('ended while in force, nothing comes after', () => {
  const all = added([], 1, day(1));
  expect(endPeriod(all, 1, day(7))).toEqual([{ id: 1, validTo: day(7) }]);
  expect(endPeriod(all, 9, day(7))).toBeNull();
});

test('whatever is added and ended, never two at one time', () => {
  let state = 7;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
  let all: Period[] = [];
  for (let id = 1; id <= 200; id++) {
    if (random(3) > 0 || all.length === 0) all = added(all, id, day(1 + random(60)));
    else all = applied(all, endPeriod(all, all[random(all.length)]?.id ?? 0, day(1 + random(60))) ?? []);
    for (let n = 1; n < 62; n++) {
      const current = all.filter((period) => periodState(period, day(n)) === 'current');
      expect(current.length).toBeLessThanOrEqual(1);
    }
  }
});
