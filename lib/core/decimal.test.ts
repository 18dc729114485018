import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divideRounded, formatDecimal, parseDecimal } from './decimal';

/** Up to 29 digits, far beyond any amount; texts of more than 30 digits are refused. */
const integers = fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n });

describe('parseDecimal', () => {
  test.each([
    ['57500.89', 6, 57_500_890_000n],
    ['1.01', 6, 1_010_000n],
    ['0.0000001', 7, 1n],
    ['5242880.00', 0, 5_242_880n],
    ['-20.0', 6, -20_000_000n],
    ['-0.0', 6, 0n],
    ['1.5e3', 0, 1_500n],
    ['15E-1', 1, 15n],
    ['100000000000000000000.000001', 6, 100_000_000_000_000_000_000_000_001n],
  ])('reads %s at scale %i exactly', (text, scale, value) => {
    expect(parseDecimal(text, scale)).toBe(value);
  });

  test.each([
    ['0.0000001', 6],
    ['0.5', 0],
    ['1e-7', 6],
    ['1234.5678901', 6],
  ])('refuses %s at scale %i: finer than it can hold', (text, scale) => {
    expect(parseDecimal(text, scale)).toBeNull();
  });

  test.each([
    '',
    ' ',
    '.',
    '.5',
    '5.',
    '1,5',
    '1 000',
    '0x10',
    'NaN',
    'Infinity',
    '1e',
    '1e400',
    '--1',
    '1.2.3',
    '１',
    ' 1',
    '1\n',
  ])('refuses %j: no decimal', (text) => {
    expect(parseDecimal(text, 6)).toBeNull();
  });

  test('gives back every integer that was formatted', () => {
    fc.assert(
      fc.property(
        integers,
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        (value, scale, decimals) => {
          return parseDecimal(formatDecimal(value, scale, Math.min(scale, decimals)), scale) === value;
        },
      ),
    );
  });

  test('agrees with how a float is written, and never with its error', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        (cents) => parseDecimal(String(cents / 100), 2) === BigInt(cents),
      ),
    );
  });
});

describe('formatDecimal', () => {
  test.each([
    [1_010_000n, 6, 0, '1.01'],
    [0n, 6, 0, '0'],
    [0n, 2, 2, '0.00'],
    [-5n, 2, 0, '-0.05'],
    [1_250n, 2, 2, '12.50'],
    [7n, 0, 0, '7'],
    [-1n, 0, 2, '-1'],
    [123_456_789n, 3, 1, '123456.789'],
  ])('writes %s at scale %i with at least %i decimals', (value, scale, decimals, text) => {
    expect(formatDecimal(value, scale, decimals)).toBe(text);
  });
});

describe('divideRounded', () => {
  test.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [-5n, -2n, 3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [0n, 7n, 0n],
  ])('%s / %s is %s', (numerator, denominator, result) => {
    expect(divideRounded(numerator, denominator)).toBe(result);
  });

  test('is never further than half away, and rounds both signs alike', () => {
    const divisor = fc.bigInt({ min: 1n, max: 10n ** 20n });
    fc.assert(
      fc.property(fc.bigInt(), divisor, (n, d) => {
        const distance = n - divideRounded(n, d) * d;
        const half = (distance < 0n ? -distance : distance) * 2n <= d;
        return half && divideRounded(-n, d) === -divideRounded(n, d);
      }),
    );
  });
});
