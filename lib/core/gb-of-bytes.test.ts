import { expect, test } from 'vitest';
import { gbOfBytes } from './gb-of-bytes';

test.each([
  [0, 1024, '0.000000'],
  [1_084_479_242, 1024, '1.010000'],
  [1_073_741_824, 1024, '1.000000'],
  [1_000_000_000, 1000, '1.000000'],
  [-500, 1000, '-0.000001'],
  [-499, 1000, '0.000000'],
  [9_007_199_254_740_991, 1000, '9007199.254741'],
] as const)('%d bytes of base %d are %s GB', (bytes, base, gb) => {
  expect(gbOfBytes(bytes, base)).toBe(gb);
});
