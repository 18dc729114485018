import { addDays, type CalendarDate, dayIn } from '@/lib/core/calendar-date';
import { Prisma, type Tx } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';

/** First key of our advisory locks on a connection's usage figures; the second is the connection's id. */
const USAGE_LOCK = 7_236_481;

/**
 * One writer at a time for the usage figures of each connection, until the transaction ends: roll-ups are kept by
 * differences, which two writers would work out from the same old rows. Always in order of id, so that none waits in a circle.
 * Statements of the transaction are planned for the rows at hand, also prepared ones: a plan that was made while a month was
 * empty would read all of it once it is full.
 */
export async function lockUsage(tx: SqlRunner, connectionIds: Iterable<number>): Promise<void> {
  for (const id of [...new Set(connectionIds)].sort((a, b) => a - b)) {
    await tx.$executeRaw`
      SELECT pg_advisory_xact_lock(${USAGE_LOCK}::int, ${id}::int), set_config('plan_cache_mode', 'force_custom_plan', true)`;
  }
}

/** Tells rankings and other things worked out from a connection's figures that these have changed. */
export async function bumpVersions(tx: Tx, connectionIds: Iterable<number>): Promise<void> {
  const ids = [...new Set(connectionIds)].sort((a, b) => a - b);
  await tx.$executeRaw`
    INSERT INTO usage_version (connection_id, version) SELECT id, 1 FROM unnest(${ids}::int[]) AS t(id)
    ON CONFLICT (connection_id) DO UPDATE SET version = usage_version.version + 1`;
}

/**
 * A day counts as settled when it was read more than this after it ended in the provider's zone: the newest row of a report
 * may lag behind by a day, and figures of the day before still move.
 */
const SETTLED_AFTER_MS = 36 * 3_600_000;

/** The newest provider day that can no longer change when read at `readAt`. */
export function settledUpTo(timeZone: string, readAt: Date): CalendarDate {
  return addDays(dayIn(timeZone, new Date(readAt.getTime() - SETTLED_AFTER_MS)), -1);
}

/** Customers with this many accounts have their days kept in usage_by_customer; fewer are read account by account. */
export const LARGE_CUSTOMER_ACCOUNTS = 8;

/** Sum of signed roll-up rows into one of the roll-up tables; rows that came to no account go away. */
export async function addToRollUp(
  tx: Tx,
  rollUp: 'agent' | 'customer',
  key: number,
  days: Prisma.Sql,
  sign: 1 | -1,
): Promise<void> {
  const table = Prisma.raw(`usage_by_${rollUp}`);
  const column = Prisma.raw(`${rollUp}_id`);
  await tx.$executeRaw`
    INSERT INTO ${table} AS r (${column}, connection_id, day, upload, download, total, accounts, split)
    SELECT ${key}::int, connection_id, day, ${sign}::int * sum(upload), ${sign}::int * sum(download), ${sign}::int * sum(total),
      ${sign}::int * sum(accounts), ${sign}::int * sum(split)
    FROM (${days}) AS d GROUP BY connection_id, day
    ON CONFLICT (${column}, day, connection_id) DO UPDATE SET upload = r.upload + excluded.upload,
      download = r.download + excluded.download, total = r.total + excluded.total,
      accounts = r.accounts + excluded.accounts, split = r.split + excluded.split`;
  if (sign === -1) await tx.$executeRaw`DELETE FROM ${table} WHERE ${column} = ${key} AND accounts = 0`;
}

/**
 * SQL of what an account (alias `a`) of a connection (alias `k`) is called. The one account of a provider that tells of no others
 * has no name of its own, and is called as its connection.
 */
export const ACCOUNT_NAME = `coalesce(a.label, CASE a.kind WHEN 'pool' THEN k.name END, a.external_name, a.external_id)`;
