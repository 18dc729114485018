import { expect, it } from 'vitest';
import { byteCount, byteNumber } from './wire';

it('writes bytes as an integer, exact up to 2^53 and the nearest number above', () => {
  expect(byteNumber(9_007_199_254_740_991n)).toBe(Number.MAX_SAFE_INTEGER);
  const claimed = byteCount.parse(byteNumber(12_945_382_104_137_211_412n));
  expect(JSON.stringify(claimed)).toMatch(/^1294538210413721\d{4}$/);
  expect(byteCount.safeParse(1.5).success).toBe(false);
});
