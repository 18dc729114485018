import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMoney, formatPrice, isCurrency, minorDigits, parseMoney, parsePrice, priceOf } from './money';

const currencies = fc.constantFrom('USD', 'EUR', 'CNY', 'JPY', 'KWD');

describe('currencies', () => {
  test('have their own minor digits', () => {
    expect(['USD', 'CNY', 'JPY', 'KWD'].map(minorDigits)).toEqual([2, 2, 0, 3]);
    expect(minorDigits('USD')).toBe(2);
  });

  test('are ISO codes in capitals', () => {
    expect(['USD', 'JPY'].every(isCurrency)).toBe(true);
    expect(['usd', 'US', 'DOLLAR', '', '$'].some(isCurrency)).toBe(false);
  });
});

describe('money', () => {
  test.each([
    ['12.50', 'USD', 1_250n],
    ['12.5', 'USD', 1_250n],
    ['-0.01', 'USD', -1n],
    ['500', 'JPY', 500n],
    ['1.234', 'KWD', 1_234n],
    ['5.00', 'JPY', 5n],
  ])('%s %s', (amount, currency, minor) => {
    expect(parseMoney({ amount, currency })).toEqual({ minor, currency });
  });

  test.each([
    ['0.001', 'USD'],
    ['0.5', 'JPY'],
    ['1', 'usd'],
    ['1', 'ZZZZ'],
    ['one', 'USD'],
    ['', 'USD'],
  ])('%j %s is refused, not rounded', (amount, currency) => {
    expect(parseMoney({ amount, currency })).toBeNull();
  });

  test('survives being written and read, with all minor digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }), currencies, (minor, currency) => {
        const text = formatMoney({ minor, currency });
        const decimals = text.amount.split('.')[1]?.length ?? 0;
        return parseMoney(text)?.minor === minor && decimals === minorDigits(currency);
      }),
    );
  });
});

describe('prices', () => {
  test('may be finer than a cent, and are shown with at least the minor digits', () => {
    expect(parsePrice({ amount: '0.003125', currency: 'USD' })).toEqual({ price: 3_125n, currency: 'USD' });
    expect(formatPrice(3_125n, 'USD')).toEqual({ amount: '0.003125', currency: 'USD' });
    expect(formatPrice(1_500_000n, 'USD')).toEqual({ amount: '1.50', currency: 'USD' });
    expect(parsePrice({ amount: '-1', currency: 'USD' })).toBeNull();
    expect(parsePrice({ amount: '0.0000001', currency: 'USD' })).toBeNull();
    expect(parsePrice({ amount: '1', currency: 'gold' })).toBeNull();
  });

  test.each([
    ['a whole price', 10_000_000n, 2_500_000n, 'USD', 2_500n],
    ['half a cent, rounded up once', 1_010_000n, 500_000n, 'USD', 51n],
    ['less than half a cent', 4_000n, 1_000_000n, 'USD', 0n],
    ['a currency without minor units', 1_500_000n, 333_000_000n, 'JPY', 500n],
    ['a currency with three', 1_000_000n, 1_234_500n, 'KWD', 1_235n],
    ['the largest order', 1_000_000_000_000n, 999_999_999_999n, 'USD', 99_999_999_999_900n],
  ])('%s', (_name, gb, price, currency, minor) => {
    expect(priceOf(gb, price, currency)).toEqual({ minor, currency });
  });

  test('the price of an amount is that of its parts, but for the rounding', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(amounts, amounts, fc.bigInt({ min: 0n, max: 10n ** 9n }), currencies, (a, b, price, currency) => {
        const apart = priceOf(a, price, currency).minor + priceOf(b, price, currency).minor;
        const difference = apart - priceOf(a + b, price, currency).minor;
        return difference >= -1n && difference <= 1n;
      }),
    );
  });
});
