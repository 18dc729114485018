import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TRAFFIC_ASSET_NAMES, toBytes } from '@/lib/core/assets';
import { divideRounded } from '@/lib/core/decimal';
import { byteFactor, integers, millionths, roundedBytes, wholeBytes } from './byte-sums';

const amount = fc.integer({ min: 0, max: 2 ** 40 });
const asset = fc.constantFrom(...TRAFFIC_ASSET_NAMES.filter((name) => name !== 'FREEBIT_QUOTA_MB'));

it('gives the bytes of one amount as exact arithmetic does', () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger().map((value) => Math.floor(Math.abs(value) / 1.1)),
      asset,
      (units, name) => {
        const factor = byteFactor(name);
        const bytes = roundedBytes(wholeBytes(units, factor), millionths(units, factor));
        expect(BigInt(bytes)).toBe(toBytes({ asset: name, amount: BigInt(units) }));
      },
    ),
  );
});

it('sums amounts of several assets, some taken away, and rounds once', () => {
  const one = fc.record({ units: amount, name: asset, taken: fc.boolean() });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 50 }), (parts) => {
      let whole = 0;
      let rest = 0;
      let truth = 0n;
      // What is taken away was added before, as with the others of a ranking.
      for (const { units, name, taken } of parts.flatMap((part) => [{ ...part, taken: false }, part])) {
        const factor = byteFactor(name);
        const sign = taken ? -1 : 1;
        whole += sign * wholeBytes(units, factor);
        rest += sign * millionths(units, factor);
        const scale = BigInt(factor.size);
        truth += BigInt(sign * units) * BigInt(factor.bytes) * (1_000_000n / scale);
      }
      expect(BigInt(roundedBytes(whole, rest))).toBe(divideRounded(truth, 1_000_000n));
    }),
  );
});

it('is as near as a number can be to what it cannot hold', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 62n }), asset, (units, name) => {
      const factor = byteFactor(name);
      const [amount = 0] = integers(`{${units}}`);
      const bytes = roundedBytes(wholeBytes(amount, factor), millionths(amount, factor));
      const truth = toBytes({ asset: name, amount: units });
      expect(Number.isInteger(bytes)).toBe(true);
      expect(Math.abs(bytes / Number(truth) - 1)).toBeLessThan(1e-14);
    }),
  );
});

it('refuses the name of no asset', () => {
  expect(() => byteFactor('IPWEB_GB')).toThrow('no asset');
});

it('reads the text of an array', () => {
  expect(integers('{}')).toEqual([]);
  expect(integers(null)).toEqual([]);
  expect(integers('{0,12,9007199254740991}')).toEqual([0, 12, Number.MAX_SAFE_INTEGER]);
});
