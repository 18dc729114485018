import 'server-only';
import { columnTotals, dailyColumns } from '@/components/charts/data';
import { columnsIn, comparePeriods } from '@/components/charts/range';
import type { UsageFigures } from '@/components/overview/figures';
import type { Context } from '@/lib/core/actor';
import { addDays, type CalendarDate, daysBetween } from '@/lib/core/calendar-date';
import type { SourcesDto } from '@/lib/overview/types';
import { getDailyUsage } from '@/lib/usage';
import { namesOfRead, toGaps, toPoints } from './read-usage';

/** The first day of the month and of the one before. */
function monthsOf(today: CalendarDate): { first: CalendarDate; before: CalendarDate } {
  const first = `${today.slice(0, 7)}-01`;
  return { first, before: `${addDays(first, -1).slice(0, 7)}-01` };
}

const sum = (values: readonly (number | null)[]) => values.reduce((all: number, value) => all + (value ?? 0), 0);

/**
 * Usage of today and of this month. The month is compared by its final days only, with the same days of the month before:
 * not those that were not read in one of them, nor those that the shorter month lacks.
 */
export async function readMonth(ctx: Context, sources: SourcesDto): Promise<UsageFigures> {
  const { today, byteBase: base } = sources;
  const { first, before: start } = monthsOf(today);
  const usage = await getDailyUsage(ctx, { from: start, to: today, groupBy: 'connection' });
  const gaps = await toGaps(usage, namesOfRead(sources));
  const range = { from: first, to: today };
  // The month before can be longer or shorter: as many days of it as this one has by now, at most all.
  const earlier = {
    from: start,
    to: addDays(start, Math.min(daysBetween(first, today), daysBetween(start, first) - 1)),
  };
  const columns = dailyColumns(toPoints(usage), range);
  const [now, before] = [columnTotals(columns), columnTotals(dailyColumns(toPoints(usage), earlier))];
  const lacking = now.map((_, column) => column).filter((column) => column >= before.length);
  const skip = new Set([...columns.provisional, ...columnsIn(range, gaps), ...columnsIn(earlier, gaps), ...lacking]);
  const compared = comparePeriods(now, before, skip);
  const last = now.findLastIndex((value, column) => value !== null && !skip.has(column));
  const yesterday = usage.data.filter(({ date }) => date === addDays(today, -1));
  return {
    today: now.at(-1) ?? null,
    yesterday: yesterday.length === 0 ? null : sum(yesterday.map(({ totalBytes }) => totalBytes)),
    month: now.every((value) => value === null) ? null : sum(now),
    provisional: columns.provisional.length > 0,
    compared:
      compared.before === null || last < 0
        ? null
        : { now: compared.now, before: compared.before, from: earlier.from, to: addDays(earlier.from, last) },
    asOf: usage.asOf,
    base,
  };
}
