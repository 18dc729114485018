import { expect, test } from 'vitest';
import { daysLeftText } from './runway';

test.each([
  [-1, 'Used up'],
  [0, 'Used up'],
  [0.01, '1 h'],
  [0.5, '12 h'],
  [1, '1 day'],
  [1.3, '1.3 days'],
  [9.94, '9.9 days'],
  [42.4, '42 days'],
  [5000, '> 999 days'],
])('%d days left read as %s', (days, text) => {
  expect(daysLeftText(days)).toBe(text);
});
