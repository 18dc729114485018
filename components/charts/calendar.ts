import { addDays, type CalendarDate, daysBetween } from '@/lib/core/calendar-date';
import { monthText } from '../ui/format';
import { columnTotals } from './data';
import type { ChartSource } from './layout';

/** Shades of a calendar: 0 for no traffic, up to this one for the busiest days. */
const SHADES = 5;

export type CalendarCell = {
  day: CalendarDate;
  column: number;
  /** Weeks from the left, weekdays from Monday at the top. */
  week: number;
  weekday: number;
  /** Null: nothing was read; 0: no traffic. */
  shade: number | null;
  provisional: boolean;
};

type CalendarLayout = {
  weeks: number;
  cells: CalendarCell[];
  months: { week: number; label: string }[];
  /** The least bytes of each shade from 1 on. */
  steps: number[];
};

/** 0 = Monday. */
function weekdayOf(day: CalendarDate): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Borders of the shades: fifths of the busy days, so that one huge day does not bleach all others. */
function shadeSteps(totals: readonly (number | null)[]): number[] {
  const busy = totals.filter((value) => value !== null && value > 0).sort((a, b) => (a ?? 0) - (b ?? 0)) as number[];
  return Array.from({ length: SHADES }, (_, shade) => busy[Math.floor((busy.length * shade) / SHADES)] ?? 0);
}

/** Days of a chart as a calendar: a column a week. A day without a figure inside a gap is empty, any other had no traffic. */
export function layoutCalendar({ columns, gaps = [], locale }: ChartSource): CalendarLayout {
  const totals = columnTotals(columns);
  const steps = shadeSteps(totals);
  const lead = weekdayOf(columns.from);
  const unread = (day: CalendarDate) =>
    gaps.some((gap) => daysBetween(gap.from, day) >= 0 && daysBetween(day, gap.to) >= 0);
  const cells = totals.map((total, column): CalendarCell => {
    const day = addDays(columns.from, column);
    const value = total ?? (unread(day) ? null : 0);
    const shade = value === null || value <= 0 ? value && 0 : steps.filter((step) => value >= step).length;
    const place = lead + column;
    const provisional = columns.provisional.includes(column);
    return { day, column, week: Math.floor(place / 7), weekday: place % 7, shade, provisional };
  });
  const firsts = cells.filter(({ day, column }) => column === 0 || day.endsWith('-01'));
  const months = firsts
    .map(({ day, week }) => ({ week, label: monthText(day, locale) }))
    .filter(({ week }, index, all) => index === all.length - 1 || (all[index + 1]?.week ?? 0) - week >= 3);
  return { weeks: (cells.at(-1)?.week ?? 0) + 1, cells, months, steps };
}
