import type { CalendarDate } from '@/lib/core/calendar-date';
import { inTransaction, Prisma, type Tx } from '@/lib/infra/db';
import { lockUsage } from './internal';

/** Amounts are integers of the connection's usage asset. */
export type UsageDayRow = {
  accountId: number;
  day: CalendarDate;
  upload: bigint | null;
  download: bigint | null;
  total: bigint;
};

export type UsagePage = {
  connectionId: number;
  /** When the provider was asked: an older reading never replaces a newer one. */
  readAt: Date;
  /** The newest day that could no longer change by then: see `settledUpTo`. */
  settledUpTo: CalendarDate;
  rows: readonly UsageDayRow[];
};

/** More rows at once are written in several statements. */
const ROWS_A_STATEMENT = 5_000;

/** An array literal of PostgreSQL; much cheaper to pass than an array of bigints. */
function arrayText(values: readonly (bigint | number | string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : value)).join(',')}}`;
}

/** Roll-up rows out of `delta`, which holds the differences of this page. */
function rollUp(table: string, columns: string, key: string, from: string): Prisma.Sql {
  return Prisma.raw(`
    INSERT INTO ${table} AS r (${columns}, upload, download, total, accounts, split)
    SELECT ${columns}, sum(upload), sum(download), sum(total), sum(accounts), sum(split) FROM ${from} GROUP BY ${columns}
    ON CONFLICT (${key}) DO UPDATE SET upload = r.upload + excluded.upload, download = r.download + excluded.download,
      total = r.total + excluded.total, accounts = r.accounts + excluded.accounts, split = r.split + excluded.split`);
}

const BY_CONNECTION = rollUp('usage_by_connection', 'connection_id, day', 'connection_id, day', 'delta');
const BY_AGENT = rollUp('usage_by_agent', 'agent_id, connection_id, day', 'agent_id, day, connection_id', 'delta');
const BY_CUSTOMER = rollUp(
  'usage_by_customer',
  'customer_id, connection_id, day',
  'customer_id, day, connection_id',
  '(SELECT * FROM delta WHERE customer_id = 0 OR large) AS kept',
);

/**
 * New days are inserted at one go; only for the others is the old row read, then changed in place if it says something else.
 * PostgreSQL below 18 has no RETURNING old. Nobody else writes these rows meanwhile, so an old row's ctid holds.
 */
function pageStatement(page: UsagePage, rows: readonly UsageDayRow[]): Prisma.Sql {
  const { connectionId, readAt, settledUpTo } = page;
  return Prisma.sql`
  WITH input AS MATERIALIZED (
    SELECT DISTINCT ON (account_id, day) account_id, day, upload, download, total
    FROM unnest(
      ${arrayText(rows.map((row) => row.accountId))}::text::int[], ${arrayText(rows.map((row) => row.day))}::text::date[],
      ${arrayText(rows.map((row) => row.upload))}::text::bigint[], ${arrayText(rows.map((row) => row.download))}::text::bigint[],
      ${arrayText(rows.map((row) => row.total))}::text::bigint[]
    ) WITH ORDINALITY AS t(account_id, day, upload, download, total, no)
    ORDER BY account_id, day, no DESC
  ), added AS (
    INSERT INTO usage_day (account_id, day, upload, download, total, read_at, settled)
    SELECT account_id, day, upload, download, total, ${readAt}, day <= ${settledUpTo}::date FROM input
    ON CONFLICT (account_id, day) DO NOTHING
    RETURNING account_id, day, upload, download, total
  ), known AS MATERIALIZED (
    SELECT i.* FROM input i WHERE NOT EXISTS (SELECT FROM added n WHERE n.account_id = i.account_id AND n.day = i.day)
  ), changed AS MATERIALIZED (
    SELECT i.*, o.ctid AS place, o.upload AS old_upload, o.download AS old_download, o.total AS old_total,
      o.read_at AS old_read_at, o.settled AS was_settled,
      (o.total, o.upload, o.download) IS DISTINCT FROM (i.total, i.upload, i.download) AS differs
    FROM known i JOIN usage_day o ON o.account_id = i.account_id AND o.day = i.day
    WHERE o.read_at <= ${readAt} AND (
      (o.total, o.upload, o.download) IS DISTINCT FROM (i.total, i.upload, i.download)
      OR (NOT o.settled AND i.day <= ${settledUpTo}::date))
  ), rewritten AS (
    UPDATE usage_day u SET upload = ch.upload, download = ch.download, total = ch.total, read_at = ${readAt},
      settled = ch.was_settled OR ch.day <= ${settledUpTo}::date
    FROM changed ch WHERE u.ctid = ch.place
  ), restated AS (
    INSERT INTO usage_restatement (account_id, day, old_upload, old_download, old_total, new_upload, new_download, new_total,
      old_read_at, read_at)
    SELECT account_id, day, old_upload, old_download, old_total, upload, download, total, old_read_at, ${readAt}
    FROM changed WHERE differs AND was_settled
  ), news AS (
    SELECT account_id, day, coalesce(upload, 0) AS upload, coalesce(download, 0) AS download, total, 1 AS accounts,
      (upload IS NOT NULL AND download IS NOT NULL)::int AS split
    FROM added
    UNION ALL
    SELECT account_id, day, coalesce(upload, 0) - coalesce(old_upload, 0), coalesce(download, 0) - coalesce(old_download, 0),
      total - old_total, 0,
      (upload IS NOT NULL AND download IS NOT NULL)::int - (old_upload IS NOT NULL AND old_download IS NOT NULL)::int
    FROM changed WHERE differs
  ), delta AS MATERIALIZED (
    SELECT a.connection_id, coalesce(a.customer_id, 0) AS customer_id, coalesce(c.agent_id, 0) AS agent_id,
      l.customer_id IS NOT NULL AS large, n.day, n.upload, n.download, n.total, n.accounts, n.split
    FROM news n JOIN upstream_account a ON a.id = n.account_id
      LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN usage_large_customer l ON l.customer_id = a.customer_id
  ), by_connection AS (${BY_CONNECTION}), by_agent AS (${BY_AGENT}), by_customer AS (${BY_CUSTOMER}), versioned AS (
    INSERT INTO usage_version (connection_id, version) SELECT ${connectionId}::int, 1 WHERE EXISTS (SELECT FROM delta)
    ON CONFLICT (connection_id) DO UPDATE SET version = usage_version.version + 1
  )
  SELECT count(*)::int AS changed FROM delta`;
}

/**
 * Writes days of accounts of one connection, one statement a page: rows that say nothing new are not touched, changed settled
 * days leave a restatement, and the roll-ups follow in the same statement. Safe beside other writers (an advisory lock for each
 * connection until the transaction ends). Returns how many rows were given and how many figures changed.
 */
export async function writeUsagePage(tx: Tx | undefined, page: UsagePage): Promise<{ read: number; changed: number }> {
  if (!tx) return inTransaction((own) => writeUsagePage(own, page));
  if (page.rows.length === 0) return { read: 0, changed: 0 };
  await lockUsage(tx, [page.connectionId]);
  let changed = 0;
  for (let start = 0; start < page.rows.length; start += ROWS_A_STATEMENT) {
    const rows = page.rows.slice(start, start + ROWS_A_STATEMENT);
    const [result] = await tx.$queryRaw<{ changed: number }[]>(pageStatement(page, rows));
    changed += result?.changed ?? 0;
  }
  return { read: page.rows.length, changed };
}

/** Notes which provider days a connection was read for, whether or not they had rows. Settled days stay so. */
export async function writeCoverage(
  tx: Tx,
  input: { connectionId: number; from: CalendarDate; to: CalendarDate; readAt: Date; settledUpTo: CalendarDate },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO usage_coverage AS v (connection_id, day, read_at, settled)
    SELECT ${input.connectionId}::int, day::date, ${input.readAt}, day::date <= ${input.settledUpTo}::date
    FROM generate_series(${input.from}::date, ${input.to}::date, interval '1 day') AS day
    ON CONFLICT (connection_id, day) DO UPDATE SET read_at = excluded.read_at, settled = v.settled OR excluded.settled
    WHERE v.read_at <= excluded.read_at`;
}
