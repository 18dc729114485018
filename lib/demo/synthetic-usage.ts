import type { CalendarDate } from '@/lib/core/calendar-date';
import { db, Prisma, type Tx } from '@/lib/infra/db';

/** Rows written by one statement: enough to be quick, few enough to show progress. */
const ROWS_A_STATEMENT = 250_000;
/** Statements under way at a time: a small machine has two cores. */
const LANES = 2;

/** Accounts by their ids, which have no gaps, and the days that each of them gets, both ends included. */
type UsageRange = { first: number; last: number; from: CalendarDate; to: CalendarDate; days: number };

/**
 * One row for each account and day. Figures come from a hash of both: less at weekends, some accounts quiet, others busy.
 * The accounts are new, so no row can be there already.
 */
function usageStatement({ from, to }: UsageRange, first: number, last: number): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO usage_day (account_id, day, upload, download, total, read_at, settled)
    SELECT a, d::date, u, u * 7 + x % 1000003, u * 8 + x % 1000003, now(), true
    FROM generate_series(${first}::int, ${last}::int) a,
      generate_series(${from}::date, ${to}::date, interval '1 day') d,
      LATERAL (SELECT abs(hashint4extended(a, d::date - date '2000-01-01')) AS x) r,
      LATERAL (SELECT (x % 400000000) * (CASE WHEN extract(isodow FROM d) > 5 THEN 6 ELSE 10 END) / 10 * (1 + a % 17) / 9 AS u) f`;
}

/** Writes the days of usage, in several statements at a time. Returns how many rows were added. */
export async function addUsage(range: UsageRange, report: (rows: number) => void): Promise<number> {
  const step = Math.max(1, Math.floor(ROWS_A_STATEMENT / range.days));
  let next = range.first;
  let done = 0;
  const lane = async () => {
    while (next <= range.last) {
      const first = next;
      const last = Math.min(range.last, first + step - 1);
      next = last + 1;
      const added = await db().$executeRaw(usageStatement(range, first, last));
      done += added; // after the wait: the other lane has added to it meanwhile
      report(done);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return done;
}

/** Sums up the days of a new connection: by agent, by connection, and what accounts and coverage keep of them. */
export async function addRollUps(
  tx: Tx,
  connectionId: number,
  window: { from: CalendarDate; to: CalendarDate },
): Promise<void> {
  const sums = Prisma.sql`sum(u.upload), sum(u.download), sum(u.total), count(*)::int, count(*)::int
    FROM usage_day u JOIN upstream_account a ON a.id = u.account_id JOIN customer c ON c.id = a.customer_id
    WHERE a.connection_id = ${connectionId}`;
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO usage_by_agent (agent_id, day, connection_id, upload, download, total, accounts, split)
    SELECT coalesce(c.agent_id, 0), u.day, ${connectionId}, ${sums} GROUP BY 1, 2`);
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO usage_by_connection (connection_id, day, upload, download, total, accounts, split)
    SELECT connection_id, day, sum(upload), sum(download), sum(total), sum(accounts), sum(split)
    FROM usage_by_agent WHERE connection_id = ${connectionId} GROUP BY 1, 2`);
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO usage_coverage (connection_id, day, read_at, settled)
    SELECT ${connectionId}, d::date, now(), true
    FROM generate_series(${window.from}::date, ${window.to}::date, interval '1 day') d`);
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO usage_version (connection_id, version) VALUES (${connectionId}, 1)
    ON CONFLICT (connection_id) DO UPDATE SET version = usage_version.version + 1`);
  await tx.$executeRaw(Prisma.sql`
    UPDATE upstream_account a SET last_usage_day = ${window.to}::date, recent_usage = s.total, recent_usage_days = s.days
    FROM (SELECT u.account_id, sum(u.total)::bigint AS total, count(*)::int AS days FROM usage_day u
      JOIN upstream_account b ON b.id = u.account_id
      WHERE b.connection_id = ${connectionId} AND u.day > ${window.to}::date - 7 GROUP BY 1) s WHERE s.account_id = a.id`);
}
