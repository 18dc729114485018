import { addDays, type CalendarDate } from '@/lib/core/calendar-date';
import { AppError } from '@/lib/core/errors';
import { db, Prisma } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';

/** Months, as `YYYY-MM`, that this process has seen a table of. */
const known = new Set<string>();

/** A day's month, `YYYY-MM`. */
export const monthOf = (day: CalendarDate) => day.slice(0, 7);

/**
 * Makes the tables of the days' months ready. Rows of a month without one would be kept all the same, apart from the others;
 * so a process asks once a month. Beside others that write: a moment, without keeping anybody from reading.
 */
export async function ensureMonths(runner: SqlRunner, days: Iterable<CalendarDate>): Promise<void> {
  const missing = new Set<string>();
  for (const day of days) if (!known.has(monthOf(day))) missing.add(monthOf(day));
  for (const month of [...missing].sort()) {
    await runner.$executeRaw`SELECT usage_month(${`${month}-01`}::date)`;
    known.add(month);
  }
}

/** How far ahead months are made ready, so that the first of a month finds its own. */
const AHEAD_DAYS = 40;

/**
 * Before a window is read: its months and the next are made ready. Throws `conflict` where a month of it was archived: what
 * the provider says of it could not be compared with anything.
 */
export async function openMonths(window: { from: CalendarDate; to: CalendarDate }): Promise<void> {
  const [archived] = await db().$queryRaw<{ month: string }[]>(Prisma.sql`
    SELECT to_char(min(month), 'YYYY-MM') AS month FROM usage_archive
    WHERE month BETWEEN date_trunc('month', ${window.from}::date) AND ${window.to}::date HAVING count(*) > 0`);
  if (archived) {
    throw new AppError(
      'conflict',
      `Usage of ${archived.month} is archived. Bring it back with "gigatill usage restore ${archived.month}", or read later days.`,
    );
  }
  const days: CalendarDate[] = [addDays(window.to, AHEAD_DAYS)];
  for (let day = window.to; ; day = addDays(`${monthOf(day)}-01`, -1)) {
    days.push(day);
    if (monthOf(day) <= monthOf(window.from)) break;
  }
  await ensureMonths(db(), days);
}
