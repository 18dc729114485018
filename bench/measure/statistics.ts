import type { Goal, Line, Stat } from '../types';

/** The middle of the values; of two middle ones their mean. Throws where there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error('Nothing was measured.');
  return (upper + lower) / 2;
}

/** The smallest value that so many per cent of the values do not exceed. Throws where there are none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}

function statOf(values: readonly number[]): Stat {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** Ours by theirs, repetition by repetition, so that what slowed both in one repetition cancels out. */
function ratioOf(ours: readonly number[], limit: readonly number[]): Stat {
  return statOf(ours.map((value, index) => value / (limit[index] ?? Number.NaN)));
}

/** The goal of a figure that may not be smaller than `value`. */
export const atLeast = (value: number, aim?: number): Goal => goal('at_least', value, aim);
/** The goal of a figure that may not be larger than `value`. */
export const atMost = (value: number, aim?: number): Goal => goal('at_most', value, aim);

function goal(direction: Goal['direction'], value: number, aim: number | undefined): Goal {
  return aim === undefined ? { direction, value } : { direction, value, aim };
}

function isMet(value: number, { direction, value: wanted }: Goal): boolean {
  return direction === 'at_least' ? value >= wanted : value <= wanted;
}

type Compared = { what: string; against: string; unit: string; goal?: Goal };

/** Lines with a goal first, each part in its own order: what may be missed is read before what is only worth knowing. */
export function goalsFirst(lines: readonly Line[]): Line[] {
  return [...lines.filter(({ goal }) => goal !== null), ...lines.filter(({ goal }) => goal === null)];
}

/** A line that compares us with a limit measured in the same run; the goal is for the median ratio. */
export function compare(line: Compared, ours: readonly number[], limit: readonly number[]): Line {
  const ratio = ratioOf(ours, limit);
  const { goal: wanted = null, ...rest } = line;
  const met = wanted && isMet(ratio.median, wanted);
  return { ...rest, ours: statOf(ours), limit: statOf(limit), ratio, goal: wanted, met };
}

/** A line whose goal is about the figure itself, such as 0 rows written. */
export function absolute(line: Compared, ours: readonly number[]): Line {
  const { goal: wanted = null, ...rest } = line;
  const stat = statOf(ours);
  return { ...rest, ours: stat, limit: null, ratio: null, goal: wanted, met: wanted && isMet(stat.median, wanted) };
}
