import { expect, test } from 'vitest';
import { minutesLeft } from './time-left';

test('tells the minutes that are left at the pace so far, and nothing before it can', () => {
  const first = { atMs: 1_000, done: 100 };
  expect(minutesLeft(first, { atMs: 11_000, done: 200 }, 1_400)).toBe(2);
  expect(minutesLeft(first, { atMs: 11_000, done: 200 }, 201)).toBe(1);
  expect(minutesLeft(first, { atMs: 3_000, done: 200 }, 1_400)).toBeNull();
  expect(minutesLeft(first, { atMs: 60_000, done: 100 }, 1_400)).toBeNull();
  expect(minutesLeft(first, { atMs: 60_000, done: 1_400 }, 1_400)).toBeNull();
});
