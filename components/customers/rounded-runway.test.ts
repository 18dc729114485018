import { expect, test } from 'vitest';
import { roundedRunway } from './rounded-runway';

test.each([
  [-1, 'usedUp', 0],
  [0, 'usedUp', 0],
  [0.01, 'hours', 1],
  [0.5, 'hours', 12],
  [1, 'days', 1],
  [1.3, 'days', 1.3],
  [9.94, 'days', 9.9],
  [42.4, 'days', 42],
  [5000, 'many', 999],
])('%d days left read as %s %d', (days, unit, count) => {
  expect(roundedRunway(days)).toEqual({ unit, count });
});
