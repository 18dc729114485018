import type { CalendarDate } from '@/lib/core/calendar-date';
import { keepStandingsOf, keepStandingsSoon } from '@/lib/customers';
import { db, Prisma } from '@/lib/infra/db';

/** Accounts of one statement: their rows are locked while it runs, and a person may want to assign one. */
const BATCH = 2_000;

/** Settled days that the pace of an account is made of. */
const PACE_DAYS = 7;

/** The newest settled days of a connection, newest first. */
async function paceOf(connectionId: number): Promise<CalendarDate[]> {
  const rows = await db().$queryRaw<{ day: string }[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day FROM usage_coverage
    WHERE connection_id = ${connectionId} AND settled ORDER BY usage_coverage.day DESC LIMIT ${PACE_DAYS}::int`;
  return rows.map((row) => row.day);
}

/**
 * Of each account only its newest day with traffic and the pace's days are looked at, however long the window is. The days that
 * bound them are values, so that only their months are looked into.
 */
function update(pace: readonly CalendarDate[], from: CalendarDate, accounts: Prisma.Sql): Prisma.Sql {
  const [newest = from, oldest = from] = [pace[0], pace.at(-1)];
  const since = oldest < from ? oldest : from;
  return Prisma.sql`
    WITH pace AS MATERIALIZED (SELECT ${pace}::text[]::date[] AS days), batch AS (
      SELECT a.id, a.last_usage_day, k.provider = 'freebit' AS alone
      FROM upstream_account a JOIN connection k ON k.id = a.connection_id WHERE ${accounts}
    ), sums AS (
      SELECT b.id, b.alone, l.day AS last_day, r.recent, r.seen FROM batch b
      LEFT JOIN LATERAL (
        SELECT u.day FROM usage_day u WHERE u.account_id = b.id AND u.day >= ${since}::date AND u.total > 0
        ORDER BY u.day DESC LIMIT 1) l ON true
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(u.total), 0)::bigint AS recent, count(*)::int AS seen FROM usage_day u
        WHERE u.account_id = b.id AND u.day BETWEEN ${oldest}::date AND ${newest}::date
          AND u.day = ANY((SELECT days FROM pace)::date[])) r
    ), news AS (
      -- Read alone, an account tells its idle days itself; in a report of all accounts a covered day without row is one.
      SELECT n.id, n.last_day, CASE WHEN n.alone THEN n.seen ELSE ${pace.length}::int END AS days, n.recent FROM sums n
    )
    UPDATE upstream_account a SET last_usage_day = greatest(a.last_usage_day, n.last_day),
      recent_usage = CASE WHEN n.days > 0 THEN n.recent END, recent_usage_days = n.days
    FROM news n WHERE a.id = n.id
      AND (a.last_usage_day, a.recent_usage, a.recent_usage_days) IS DISTINCT FROM
        (greatest(a.last_usage_day, n.last_day), CASE WHEN n.days > 0 THEN n.recent END, n.days)`;
}

/** Keeps each account's last day of usage and its recent pace, from days since `from`, and then where its customer stands. */
export async function updateStatistics(
  connectionId: number,
  from: CalendarDate,
  betweenBatches: () => void,
): Promise<void> {
  const pace = await paceOf(connectionId);
  let after = 0;
  for (;;) {
    const [last] = await db().$queryRaw<{ id: number | null }[]>`
      SELECT max(id) AS id FROM (SELECT id FROM upstream_account
        WHERE connection_id = ${connectionId} AND id > ${after} ORDER BY id LIMIT ${BATCH}::int) AS batch`;
    if (!last || last.id === null) return;
    const accounts = Prisma.sql`a.connection_id = ${connectionId} AND a.id > ${after} AND a.id <= ${last.id}`;
    await db().$executeRaw(update(pace, from, accounts));
    await keepStandingsOf(accounts);
    after = last.id;
    betweenBatches();
  }
}

/** The same for one account. */
export async function updateAccountStatistics(
  account: { id: number; connectionId: number },
  from: CalendarDate,
): Promise<void> {
  await db().$executeRaw(update(await paceOf(account.connectionId), from, Prisma.sql`a.id = ${account.id}`));
  keepStandingsSoon({ accountIds: [account.id] });
}
