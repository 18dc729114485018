import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byteBaseOf,
  formatUnits,
  GB_SCALE,
  parseFloatFigure,
  parseQuantity,
  quantityFromGb,
  TRAFFIC_ASSET_NAMES,
  TRAFFIC_ASSETS,
  toBytes,
} from './assets';
import { parseDecimal } from './decimal';

const assets = fc.constantFrom(...TRAFFIC_ASSET_NAMES);
const gb = (text: string) => parseDecimal(text, GB_SCALE) ?? expect.fail();

describe('units', () => {
  test('the figures of the providers’ samples', () => {
    expect(toBytes({ asset: 'IPWEB_MB', amount: 5_242_880n * 1_000_000n })).toBe(5n * 1024n ** 4n);
    expect(toBytes({ asset: 'IPIDEA_MB', amount: 30_000n * 1_000_000n })).toBe(31_950_000_000n - 1_950_000_000n);
    expect(toBytes({ asset: 'FREEBIT_KB1000', amount: 100_000n })).toBe(100_000n);
    expect(toBytes({ asset: 'FREEBIT_KB1024', amount: 100_000n })).toBe(102_400n);
    expect(parseQuantity('57500.89', 'IPWEB_MB')).toEqual({ asset: 'IPWEB_MB', amount: 57_500_890_000n });
  });

  test('57500.89 MB is no whole number of bytes and is rounded once, half up', () => {
    expect(toBytes({ asset: 'IPWEB_MB', amount: 57_500_890_000n })).toBe(60_294_053_233n);
  });

  test.each([
    ['1.01', 'IPWEB_MB', '1034.24'],
    ['1', 'IPIDEA_MB', '1000'],
    ['1', 'FREEBIT_QUOTA_MB', '1024'],
    ['0.5', 'FREEBIT_QUOTA_MB', '512'],
    ['0.000001', 'IPWEB_MB', '0.001024'],
    ['2', 'FREEBIT_KB1024', '2097152'],
  ] as const)('%s GB of %s are %s units', (amount, asset, units) => {
    const quantity = quantityFromGb(gb(amount), asset) ?? expect.fail();
    expect(formatUnits(quantity)).toBe(units);
  });

  test('an amount that is no whole MB of quota is refused, not rounded', () => {
    expect(quantityFromGb(gb('1.01'), 'FREEBIT_QUOTA_MB')).toBeNull();
    expect(quantityFromGb(gb('0.000976'), 'FREEBIT_QUOTA_MB')).toBeNull();
  });

  test('what is finer than the unit, or no number, is refused', () => {
    expect(parseQuantity('0.0000001', 'IPWEB_MB')).toBeNull();
    expect(parseQuantity('0.0001', 'FREEBIT_KB1000')).toBeNull();
    expect(parseQuantity('1.5', 'FREEBIT_QUOTA_MB')).toBeNull();
    expect(parseQuantity('NaN', 'IPWEB_MB')).toBeNull();
  });

  test.each([
    ['57500.89', 57_500_890_000n],
    ['513034.2400000001', 513_034_240_000n],
    ['0.30000000000000004', 300_000n],
    ['434.99999999999994', 435_000_000n],
    ['-0.009999999776482582', -10_000n],
    ['1024000513.1200001', 1_024_000_513_120_000n],
    ['5.242880000000001E6', 5_242_880_000_000n],
  ])('the traces of float arithmetic in %s are taken off', (text, figure) => {
    expect(parseFloatFigure(text, 'IPWEB_MB')?.amount).toBe(figure);
  });

  test.each(['0.0000001', '1.2345678', '57.220458984375', '0.3333333333333333', '1.0000005000000001', 'NaN', ''])(
    'what is truly finer than the unit stays refused: %s',
    (text) => {
      expect(parseFloatFigure(text, 'IPWEB_MB')).toBeNull();
    },
  );

  test('a sum of doubles is the exact sum', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), { maxLength: 60 }),
        (hundredths) => {
          const float = hundredths.reduce((sum, figure) => sum + figure / 100, 0);
          const exact = hundredths.reduce((sum, figure) => sum + BigInt(figure) * 10_000n, 0n);
          return parseFloatFigure(String(float), 'IPWEB_MB')?.amount === exact;
        },
      ),
    );
  });

  test('the byte base is that of the asset’s GB', () => {
    expect(TRAFFIC_ASSET_NAMES.map((name) => [name, byteBaseOf(name)])).toEqual([
      ['IPWEB_MB', 1024],
      ['IPIDEA_MB', 1000],
      ['FREEBIT_KB1000', 1000],
      ['FREEBIT_KB1024', 1024],
      ['FREEBIT_QUOTA_MB', 1024],
    ]);
  });
});

describe('round trips', () => {
  test('every amount survives being written and read', () => {
    fc.assert(
      fc.property(
        assets,
        fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }),
        (asset, amount) => parseQuantity(formatUnits({ asset, amount }), asset)?.amount === amount,
      ),
    );
  });

  test('a GB is the same number of bytes whichever way it is computed', () => {
    fc.assert(
      fc.property(assets, fc.bigInt({ min: 0n, max: 10n ** 15n }), (asset, amount) => {
        const quantity = quantityFromGb(amount, asset);
        const { unitsPerGb, bytesPerUnit } = TRAFFIC_ASSETS[asset];
        const exact = amount * unitsPerGb * bytesPerUnit;
        return quantity === null || exact - toBytes(quantity) * 10n ** BigInt(GB_SCALE) <= 10n ** BigInt(GB_SCALE) / 2n;
      }),
    );
  });

  test('every GB amount of an order is an exact quantity of the assets with six decimals', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('IPWEB_MB' as const, 'IPIDEA_MB' as const),
        fc.bigInt(),
        (asset, amount) => quantityFromGb(amount, asset) !== null,
      ),
    );
  });
});
