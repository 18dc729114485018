/** A glance at a run: how much of it was done at an instant of the reader's clock. */
export type Glance = { atMs: number; done: number };

const ENOUGH_MS = 3_000;

/** Whole minutes that a run still takes at the pace since `first`, rounded up; null while that cannot be told. */
export function minutesLeft(first: Glance, now: Glance, total: number): number | null {
  const [done, took] = [now.done - first.done, now.atMs - first.atMs];
  if (done <= 0 || took < ENOUGH_MS || total <= now.done) return null;
  return Math.ceil(((took / done) * (total - now.done)) / 60_000);
}
