import 'server-only';

/** Now, as a function so that verbs take it in their context and tests can set it. */
export const systemClock = (): Date => new Date();

/** As far as the clocks of our own processes may differ. */
export const CLOCKS_APART_MS = 5 * 60_000;

let seen: { wall: number; steady: number; setAt: number } | undefined;

/**
 * For how long this process has not seen its clock being set, in milliseconds of a clock that nobody sets; infinite where it
 * never has. Who relies on it asks again and again: it compares with the time before.
 */
export function steadyForMs(): number {
  const [wall, steady] = [Date.now(), performance.now()];
  const wasSet = seen !== undefined && Math.abs(wall - seen.wall - (steady - seen.steady)) > CLOCKS_APART_MS;
  const setAt = wasSet ? steady : (seen?.setAt ?? Number.NEGATIVE_INFINITY);
  seen = { wall, steady, setAt };
  return steady - setAt;
}

/**
 * An instant noted later than this was noted by a clock that was ahead for a while, and is taken for none: what waits for it,
 * or yields to it as to something newer, would otherwise do so until that time has really come.
 */
export function latestBelievable(now: Date, aheadMs = 0): Date {
  return new Date(now.getTime() + aheadMs + CLOCKS_APART_MS);
}
