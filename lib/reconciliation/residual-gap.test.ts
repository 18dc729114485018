import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ResidualWindow, residualGap, roundingOf, usedRange } from './residual-gap';

const MB = 1_000_000n;
const DAY = 86_400;

/** A week of 1,000 MB a day, read at 00:20 on both ends. */
const WEEK: ResidualWindow = {
  start: { residual: 50_000n * MB, secondOfDay: 1_200, usedThatDay: 1_000n * MB },
  end: { residual: 43_000n * MB, secondOfDay: 1_200, usedThatDay: 1_000n * MB },
  sameDay: false,
  usedBetween: 6_000n * MB,
  creditedLow: 0n,
  creditedHigh: 0n,
  tolerance: 0n,
};

function ending(left: bigint, change: Partial<ResidualWindow> = {}): bigint {
  return residualGap({ ...WEEK, ...change, end: { ...WEEK.end, residual: left * MB } }).gap;
}

describe('what should be left', () => {
  test('is known but for the minutes before each reading', () => {
    // 20 minutes at six times the pace: 83.33 MB of each end's day.
    expect(usedRange(WEEK)).toEqual({ low: 6_916_666_666n, high: 7_083_333_334n });
    expect([ending(43_000n), ending(42_917n), ending(43_083n)]).toEqual([0n, 0n, 0n]);
  });

  test('a top-up that no record shows is more than can be explained; expired traffic is less', () => {
    expect(ending(45_048n)).toBe(2_048n * MB - 83_333_334n);
    expect(ending(0n)).toBe(-43_000n * MB + 83_333_334n);
  });

  test('credits within the clocks’ skew of a reading count on either side', () => {
    const credited = { creditedLow: 0n, creditedHigh: 2_048n * MB };
    expect([ending(43_000n, credited), ending(45_048n, credited), ending(44_000n, credited)]).toEqual([0n, 0n, 0n]);
    expect(ending(47_000n, credited)).toBeGreaterThan(0n);
  });

  test('an end read at noon says little of its own day', () => {
    const noon = { ...WEEK, end: { ...WEEK.end, secondOfDay: DAY / 2, residual: 42_500n * MB } };
    expect(residualGap(noon).gap).toBe(0n);
    expect(usedRange(noon)).toEqual({ low: 6_916_666_666n, high: 8_000n * MB });
  });

  test('two readings of one day lie inside of that day', () => {
    const day = { ...WEEK, sameDay: true, usedBetween: 0n, end: { ...WEEK.end, secondOfDay: 72_000 } };
    expect(usedRange(day)).toEqual({ low: 0n, high: 1_000n * MB });
  });

  test('GB counted as GiB comes out as a gap within a week', () => {
    // The provider counts 1,000 MB where it bills 1,024.
    expect(ending(43_000n - 168n)).toBe(-168n * MB + 83_333_334n);
  });

  test('rounding: 0.1 MB of two residuals, 0.01 MB of a row', () => {
    expect(roundingOf(6, { residuals: 2, rows: 8 })).toBe(100_000n + 80_000n);
    expect(roundingOf(3, { residuals: 2, rows: 0 })).toBe(100n);
  });
});

/** Traffic of some days, minute by minute within the burst that we allow, and two moments. */
const history = fc.record({
  days: fc.array(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 24, maxLength: 24 }), {
    minLength: 2,
    maxLength: 9,
  }),
  from: fc.integer({ min: 0, max: 23 }),
  to: fc.integer({ min: 0, max: 23 }),
  credit: fc.integer({ min: -5_000, max: 100_000 }),
  left: fc.integer({ min: 0, max: 1_000_000 }),
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** No hour above six times the day's mean. */
function isCalm(hours: readonly number[]): boolean {
  const day = sum(hours);
  return hours.every(
    (_, at) => sum(hours.slice(0, at)) * 24 <= 6 * day * at && sum(hours.slice(at)) * 24 <= 6 * day * (24 - at),
  );
}

test('property: whatever really happened lies inside; what lies further than both edges apart never does', () => {
  fc.assert(
    fc.property(history, ({ days, from, to, credit, left }) => {
      fc.pre(days.every(isCalm));
      const [first = [], last = []] = [days[0], days.at(-1)];
      const between = days.slice(1, -1).map(sum);
      const used = sum(first.slice(from)) + sum(between) + sum(last.slice(0, to));
      const window: ResidualWindow = {
        start: { residual: BigInt(left), secondOfDay: from * 3_600, usedThatDay: BigInt(sum(first)) },
        end: { residual: BigInt(left + credit - used), secondOfDay: to * 3_600, usedThatDay: BigInt(sum(last)) },
        sameDay: false,
        usedBetween: BigInt(sum(between)),
        creditedLow: BigInt(credit),
        creditedHigh: BigInt(credit),
        tolerance: 0n,
      };
      expect(residualGap(window).gap).toBe(0n);
      const edges = BigInt(sum(first) + sum(last)) + 1n;
      const off = (by: bigint) =>
        residualGap({ ...window, end: { ...window.end, residual: window.end.residual + by } });
      expect(off(edges).gap).toBeGreaterThan(0n);
      expect(off(-edges).gap).toBeLessThan(0n);
    }),
    { numRuns: 300 },
  );
});
