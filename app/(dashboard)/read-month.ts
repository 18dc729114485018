import 'server-only';
import { columnTotals, dailyColumns } from '@/components/charts/data';
import { columnsIn, comparePeriods } from '@/components/charts/range';
import type { UsageFigures } from '@/components/overview/figures';
import type { Context } from '@/lib/core/actor';
import { addDays, type CalendarDate, daysBetween } from '@/lib/core/calendar-date';
import type { SourcesDto } from '@/lib/overview/types';
import { getDailyUsage } from '@/lib/usage';
import type { UsageDailyDto } from '@/lib/usage/schemas';
import { namesOfRead, toGaps, toPoints } from './read-usage';

/** The first day of the month and of the one before. */
function monthsOf(today: CalendarDate): { first: CalendarDate; before: CalendarDate } {
  const first = `${today.slice(0, 7)}-01`;
  return { first, before: `${addDays(first, -1).slice(0, 7)}-01` };
}

const sum = (values: readonly (number | null)[]) => values.reduce((all: number, value) => all + (value ?? 0), 0);

type Range = { from: CalendarDate; to: CalendarDate };

/**
 * The final days of a range against the same days of an earlier one: of each connection by itself those that were read in
 * both, so that a provider that came later changes nothing. Null where no connection has at least half of them.
 */
async function compareDays(usage: UsageDailyDto, range: Range, earlier: Range, names: ReadonlyMap<string, string>) {
  let [now, before, last, found] = [0, 0, -1, false];
  for (const [id, name] of names) {
    const own = { ...usage, data: usage.data.filter(({ key }) => key === id) };
    const gaps = await toGaps(usage, new Map([[id, name]]));
    const columns = dailyColumns(toPoints(own), range);
    const [values, past] = [columnTotals(columns), columnTotals(dailyColumns(toPoints(own), earlier))];
    const lacking = values.map((_, column) => column).filter((column) => column >= past.length);
    const skip = new Set([...columns.provisional, ...columnsIn(range, gaps), ...columnsIn(earlier, gaps), ...lacking]);
    const compared = comparePeriods(values, past, skip);
    if (compared.before === null) continue;
    found = true;
    now += compared.now;
    before += compared.before;
    last = Math.max(
      last,
      values.findLastIndex((value, column) => value !== null && !skip.has(column)),
    );
  }
  return found && last >= 0 ? { now, before, from: earlier.from, to: addDays(earlier.from, last) } : null;
}

/**
 * Usage of today and of this month. The month is compared by its final days only, with the same days of the month before;
 * days that the shorter month lacks are left out.
 */
export async function readMonth(ctx: Context, sources: SourcesDto): Promise<UsageFigures> {
  const { today, byteBase: base } = sources;
  const { first, before: start } = monthsOf(today);
  const usage = await getDailyUsage(ctx, { from: start, to: today, groupBy: 'connection' });
  const range = { from: first, to: today };
  // The month before can be longer or shorter: as many days of it as this one has by now, at most all.
  const earlier = {
    from: start,
    to: addDays(start, Math.min(daysBetween(first, today), daysBetween(start, first) - 1)),
  };
  const columns = dailyColumns(toPoints(usage), range);
  const now = columnTotals(columns);
  const yesterday = usage.data.filter(({ date }) => date === addDays(today, -1));
  return {
    today: now.at(-1) ?? null,
    yesterday: yesterday.length === 0 ? null : sum(yesterday.map(({ totalBytes }) => totalBytes)),
    month: now.every((value) => value === null) ? null : sum(now),
    provisional: columns.provisional.length > 0,
    compared: await compareDays(usage, range, earlier, namesOfRead(sources)),
    asOf: usage.asOf,
    base,
  };
}
