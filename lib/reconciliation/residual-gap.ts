/** A reading of what is left: how far into its provider day it was taken, and what that whole day used. */
export type Reading = { residual: bigint; secondOfDay: number; usedThatDay: bigint };

/** Two readings and what happened between them. Amounts are integers of the connection's usage asset. */
export type ResidualWindow = {
  start: Reading;
  end: Reading;
  /** True where both were taken on one day: then the day's use is the only one. */
  sameDay: boolean;
  /** Used on the whole days between the two readings' own. */
  usedBetween: bigint;
  /** Credited less deducted, at least and at most: what was booked within a clock's skew of a reading may be on either side. */
  creditedLow: bigint;
  creditedHigh: bigint;
  /** What the provider's rounding may come to. */
  tolerance: bigint;
};

const DAY_SECONDS = 86_400n;

/** Nobody is taken to use more than this many times a day's mean pace within a part of the day. */
export const BURST = 6n;

/** How much of a day's use may have been before a moment of it: at least and at most. */
function usedBefore({ secondOfDay, usedThatDay }: Reading): { low: bigint; high: bigint } {
  const before = BigInt(Math.min(Math.max(secondOfDay, 0), Number(DAY_SECONDS)));
  const most = BURST * before < DAY_SECONDS ? BURST * before : DAY_SECONDS;
  const mostAfter = BURST * (DAY_SECONDS - before) < DAY_SECONDS ? BURST * (DAY_SECONDS - before) : DAY_SECONDS;
  const high = (usedThatDay * most + DAY_SECONDS - 1n) / DAY_SECONDS;
  const low = (usedThatDay * (DAY_SECONDS - mostAfter)) / DAY_SECONDS;
  return { low, high };
}

function atLeastZero(amount: bigint): bigint {
  return amount < 0n ? 0n : amount;
}

/** What can have been used between two readings, at least and at most; only whole days are known exactly. */
export function usedRange(window: Pick<ResidualWindow, 'start' | 'end' | 'sameDay' | 'usedBetween'>): {
  low: bigint;
  high: bigint;
} {
  const first = usedBefore(window.start);
  const last = usedBefore(window.end);
  if (window.sameDay) return { low: atLeastZero(last.low - first.high), high: atLeastZero(last.high - first.low) };
  const day = window.start.usedThatDay;
  return {
    low: day - first.high + window.usedBetween + last.low,
    high: day - first.low + window.usedBetween + last.high,
  };
}

/**
 * residual(start) + credited − deducted − used = residual(end), as far as it can be known: the range that the end should lie
 * in, and by how much it does not. `gap` is 0 inside the range, above 0 where more is left than can be explained.
 */
export function residualGap(window: ResidualWindow): { low: bigint; high: bigint; gap: bigint } {
  const used = usedRange(window);
  const low = window.start.residual + window.creditedLow - used.high - window.tolerance;
  const high = window.start.residual + window.creditedHigh - used.low + window.tolerance;
  const end = window.end.residual;
  return { low, high, gap: end < low ? end - low : end > high ? end - high : 0n };
}

/**
 * The provider's rounding over a window, in the asset's units: residuals are told with one decimal of an MB, each usage row
 * and record with two; half of the last decimal each.
 */
export function roundingOf(scale: number, figures: { residuals: number; rows: number }): bigint {
  const hundredth = 10n ** BigInt(Math.max(scale - 2, 0));
  return (hundredth * (BigInt(figures.residuals) * 10n + BigInt(figures.rows) * 2n) + 1n) / 2n;
}
