import { z } from 'zod';
import { addDays, type CalendarDate, daysBetween } from '@/lib/core/calendar-date';
import { dayText } from '@/lib/core/wire';
import { Prisma, type Tx } from '@/lib/infra/db';

/** Ranges that the screens offer, in days that end today. */
export const PRESET_DAYS = [7, 30, 90, 365] as const;

/** The newest days, which every sync changes, are summed each time; what lies before is kept. As many as the shortest range at least. */
const RECENT_DAYS = 14;
const LONG = [30, 90, 365] as const;
const LONGEST = 365;

const STATE = 'usage.window-sums';
const stateSchema = z.object({ day: dayText, stamp: z.string() });

/** The first and the last day of what is kept of a range of `days` that ends on `day`. */
const keptPart = (day: CalendarDate, days: number) => ({
  from: addDays(day, 1 - days),
  to: addDays(day, -RECENT_DAYS),
});

/**
 * What says that no day of the kept part has changed: whoever writes days of accounts writes their connection's day beside them,
 * which is another version of that row then. Also which months were put away.
 */
async function stampOf(tx: Tx, day: CalendarDate): Promise<string> {
  const { from, to } = keptPart(day, LONGEST);
  const [row] = await tx.$queryRaw<{ stamp: string }[]>`
    SELECT md5(coalesce(string_agg(r.connection_id || ' ' || r.day || ' ' || r.xmin, ',' ORDER BY r.connection_id, r.day), '')
      || (SELECT coalesce(string_agg(month || ' ' || xmin, ',' ORDER BY month), '') FROM usage_archive)) AS stamp
    FROM usage_by_connection r WHERE r.day BETWEEN ${from}::date AND ${to}::date`;
  return row?.stamp ?? '';
}

const COLUMNS = Prisma.raw(`account_id, ${LONG.map((days) => `total_${days}, rows_${days}`).join(', ')}`);

/** Sums of the rows of `days` per range, each row times `sign(days)`, an SQL expression of -1, 0 or 1. */
function sums(sign: (days: number) => Prisma.Sql, where: Prisma.Sql): Prisma.Sql {
  const columns = LONG.map((days) => Prisma.sql`sum(total * ${sign(days)})::bigint, sum(${sign(days)})::int`);
  return Prisma.sql`INSERT INTO usage_window_sum AS w (${COLUMNS})
    SELECT account_id, ${Prisma.join(columns)} FROM usage_day WHERE ${where} GROUP BY account_id`;
}

async function sumAnew(tx: Tx, day: CalendarDate): Promise<void> {
  const { from, to } = keptPart(day, LONGEST);
  await tx.$executeRaw`DELETE FROM usage_window_sum`;
  await tx.$executeRaw(
    sums(
      (days) => Prisma.sql`(day >= ${keptPart(day, days).from}::date)::int`,
      Prisma.sql`day BETWEEN ${from}::date AND ${to}::date`,
    ),
  );
}

/** The sums of a later day: the days that came into each range are added, those that left it are taken off. */
async function moveOn(tx: Tx, before: CalendarDate, day: CalendarDate): Promise<void> {
  const between = (from: CalendarDate, to: CalendarDate) => Prisma.sql`day BETWEEN ${from}::date AND ${to}::date`;
  const came = between(addDays(keptPart(before, LONGEST).to, 1), keptPart(day, LONGEST).to);
  const left = (days: number) => between(keptPart(before, days).from, addDays(keptPart(day, days).from, -1));
  const adds = LONG.map((days) =>
    Prisma.raw(
      `total_${days} = w.total_${days} + excluded.total_${days}, rows_${days} = w.rows_${days} + excluded.rows_${days}`,
    ),
  );
  await tx.$executeRaw(Prisma.sql`
    ${sums(
      (days) => Prisma.sql`((${came})::int - (${left(days)})::int)`,
      Prisma.sql`(${Prisma.join([came, ...LONG.map(left)], ' OR ')})`,
    )}
    ON CONFLICT (account_id) DO UPDATE SET ${Prisma.join(adds)}`);
}

/** How the kept sums were brought up to date. */
export type WindowWork = 'kept' | 'moved' | 'anew';

/** Makes the kept part that of ranges that end on `day`. Within a transaction of one snapshot, which nobody else may be in. */
export async function keepWindowSums(tx: Tx, day: CalendarDate): Promise<WindowWork> {
  const row = await tx.setting.findUnique({ where: { key: STATE } });
  const state = stateSchema.safeParse(row?.value).data;
  const later = state ? daysBetween(state.day, day) : -1;
  const isTrue =
    state !== undefined && later >= 0 && later <= RECENT_DAYS && state.stamp === (await stampOf(tx, state.day));
  if (isTrue && later === 0) return 'kept';
  if (isTrue) await moveOn(tx, state.day, day);
  else await sumAnew(tx, day);
  const value = { day, stamp: await stampOf(tx, day) };
  await tx.setting.upsert({ where: { key: STATE }, create: { key: STATE, value }, update: { value } });
  return isTrue ? 'moved' : 'anew';
}

/**
 * What each account (`id`, `customer_id`, `connection_id`) used in each range that ends on `day`, `total_N`, and on how many days,
 * `rows_N`: what is kept and the newest days.
 */
export function windowSums(day: CalendarDate): Prisma.Sql {
  const week = Prisma.sql`day > ${addDays(day, -7)}::date`;
  const columns = LONG.map((days) =>
    Prisma.raw(`coalesce(w.total_${days}, 0) + coalesce(r.total, 0) AS total_${days},
      coalesce(w.rows_${days}, 0) + coalesce(r.rows, 0) AS rows_${days}`),
  );
  return Prisma.sql`
    SELECT a.id, coalesce(a.customer_id, 0) AS customer_id, a.connection_id,
      coalesce(r.total_7, 0) AS total_7, coalesce(r.rows_7, 0) AS rows_7, ${Prisma.join(columns)}
    FROM (SELECT account_id, sum(total) AS total, count(*) AS rows, sum(total) FILTER (WHERE ${week}) AS total_7,
        count(*) FILTER (WHERE ${week}) AS rows_7
      FROM usage_day WHERE day BETWEEN ${addDays(day, 1 - RECENT_DAYS)}::date AND ${day}::date GROUP BY account_id) AS r
      FULL JOIN usage_window_sum w USING (account_id) JOIN upstream_account a ON a.id = account_id`;
}
