import { addDays, type CalendarDate, daysBetween, isCalendarDate } from '@/lib/core/calendar-date';

/** Ranges to choose from at a press, in days. */
export const PRESETS = { '7d': 7, '30d': 30, '90d': 90, '365d': 365 } as const;
export type Preset = keyof typeof PRESETS;

/** Most days that one chart shows. */
export const MAX_CHART_DAYS = 1_100;

export type ChartRange = { from: CalendarDate; to: CalendarDate; days: number; preset: Preset | null };

type Asked = { range?: string | undefined; from?: string | undefined; to?: string | undefined };

function isPreset(text: string | undefined): text is Preset {
  return text !== undefined && Object.hasOwn(PRESETS, text);
}

/**
 * The range that an address asks for: two days, or a preset that ends today. What makes no sense becomes the default
 * of 30 days; a longer span keeps its newest days.
 */
export function readRange(asked: Asked, today: CalendarDate, fallback: Preset = '30d'): ChartRange {
  const { from = '', to = '' } = asked;
  if (isCalendarDate(from) && isCalendarDate(to) && daysBetween(from, to) >= 0) {
    const days = Math.min(MAX_CHART_DAYS, daysBetween(from, to) + 1);
    return { from: addDays(to, 1 - days), to, days, preset: null };
  }
  const preset = isPreset(asked.range) ? asked.range : fallback;
  const days = PRESETS[preset];
  return { from: addDays(today, 1 - days), to: today, days, preset };
}

/** The period of the same length just before. */
export function periodBefore(range: ChartRange): { from: CalendarDate; to: CalendarDate } {
  return { from: addDays(range.from, -range.days), to: addDays(range.from, -1) };
}

/**
 * Sums of two periods over the columns that both have and that are final in the newer one, so that an unfinished day
 * does not look like a fall. `before` is null when there is nothing to compare with.
 */
export function comparePeriods(
  now: readonly (number | null)[],
  before: readonly (number | null)[],
  provisional: readonly number[],
): { now: number; before: number | null } {
  let sumNow = 0;
  let sumBefore = 0;
  let compared = false;
  now.forEach((value, column) => {
    const earlier = before[column];
    if (value === null || earlier === null || earlier === undefined || provisional.includes(column)) return;
    sumNow += value;
    sumBefore += earlier;
    compared = true;
  });
  return { now: sumNow, before: compared ? sumBefore : null };
}
