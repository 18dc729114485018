import { addDays, type CalendarDate, daysBetween, isCalendarDate } from '@/lib/core/calendar-date';

/** Ranges to choose from at a press, in days. */
const PRESETS = { '7d': 7, '30d': 30, '90d': 90, '365d': 365 } as const;
type Preset = keyof typeof PRESETS;

/** Most days that one chart shows. */
const MAX_CHART_DAYS = 1_100;

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

/** The same range, moved by its own length: into the past with `-1`; into the future no further than `today`. */
export function movedRange(range: ChartRange, by: 1 | -1, today: CalendarDate): ChartRange | null {
  const to = addDays(range.to, by * range.days);
  if (daysBetween(range.to, today) <= 0 && by === 1) return null;
  const end = daysBetween(to, today) < 0 ? today : to;
  return { from: addDays(end, 1 - range.days), to: end, days: range.days, preset: null };
}

/** The same days of the year before; 29 February falls to 1 March. */
export function yearBefore(range: ChartRange): { from: CalendarDate; to: CalendarDate } {
  const year = String(Number(range.from.slice(0, 4)) - 1);
  const same = `${year}${range.from.slice(4)}`;
  const from = isCalendarDate(same) ? same : `${year}-03-01`;
  return { from, to: addDays(from, range.days - 1) };
}

/** The period of the same length just before. */
export function periodBefore(range: ChartRange): { from: CalendarDate; to: CalendarDate } {
  return { from: addDays(range.from, -range.days), to: addDays(range.from, -1) };
}

/**
 * Sums of two periods of the same length over the columns that can be compared: not those in `skip` (unfinished, or not
 * read in one of them), and none after the last one that has a figure now. A day without a figure that was read had no
 * traffic. `before` is null when less than half of the columns are left to compare.
 */
export function comparePeriods(
  now: readonly (number | null)[],
  before: readonly (number | null)[],
  skip: ReadonlySet<number>,
): { now: number; before: number | null } {
  const last = now.findLastIndex((value) => value !== null);
  const columns = now.map((_, column) => column).filter((column) => column <= last && !skip.has(column));
  const sum = (values: readonly (number | null)[]) => columns.reduce((all, column) => all + (values[column] ?? 0), 0);
  return { now: sum(now), before: columns.length * 2 >= now.length ? sum(before) : null };
}

/** Columns of a range that lie in one of the spans. */
export function columnsIn(
  range: { from: CalendarDate; to: CalendarDate },
  spans: readonly { from: CalendarDate; to: CalendarDate }[],
): number[] {
  const end = daysBetween(range.from, range.to);
  return spans.flatMap((span) => {
    const first = Math.max(0, daysBetween(range.from, span.from));
    const last = Math.min(end, daysBetween(range.from, span.to));
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  });
}
