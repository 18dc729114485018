import { latestBelievable } from '@/lib/infra/clock';
import { Prisma } from '@/lib/infra/db';
import type { UsageDayRow, UsagePage } from './write-usage-page';

/**
 * An array literal of PostgreSQL; much cheaper to pass than an array of bigints. It is cast to its type and to nothing before:
 * so it is read once, when it comes in, and not by the planner and again by the plan.
 */
function arrayText(rows: readonly UsageDayRow[], of: (row: UsageDayRow) => bigint | number | string | null): string {
  let text = '{';
  let comma = '';
  for (const row of rows) {
    const value = of(row);
    text += value === null ? `${comma}NULL` : `${comma}${value}`;
    comma = ',';
  }
  return `${text}}`;
}

/** Roll-up rows out of `by_owner`, which holds the differences that a page makes, by agent, large customer and day. */
function rollUp(table: string, owner: string, key: string, where: string): Prisma.Sql {
  return Prisma.raw(`
    INSERT INTO ${table} AS r (${owner} connection_id, day, upload, download, total, accounts, split)
    SELECT ${owner} connection_id, day, sum(upload), sum(download), sum(total), sum(accounts), sum(split)
    FROM by_owner ${where} GROUP BY ${owner} connection_id, day
    ON CONFLICT (${key}) DO UPDATE SET upload = r.upload + excluded.upload, download = r.download + excluded.download,
      total = r.total + excluded.total, accounts = r.accounts + excluded.accounts, split = r.split + excluded.split`);
}

const BY_CONNECTION = rollUp('usage_by_connection', '', 'connection_id, day', '');
const BY_AGENT = rollUp('usage_by_agent', 'agent_id,', 'agent_id, day, connection_id', '');
const BY_CUSTOMER = rollUp(
  'usage_by_customer',
  'customer_id,',
  'customer_id, day, connection_id',
  'WHERE customer_id IS NOT NULL',
);

/**
 * Stores a page and keeps everything that follows from it. The old rows are read first, within the page's own days, so that
 * what says nothing new is not touched at all; nobody else writes them meanwhile, so the differences are exact. `rows` holds no
 * account and day twice.
 */
export function pageStatement(page: UsagePage, rows: readonly UsageDayRow[]): Prisma.Sql {
  const { connectionId } = page;
  const readAt = Prisma.sql`${page.readAt}::timestamptz`;
  const settledUpTo = Prisma.sql`${page.settledUpTo}::date`;
  const ordered = [...new Set(rows.map((row) => row.day))].sort();
  return Prisma.sql`
  WITH news AS MATERIALIZED (
    SELECT i.*, o.account_id IS NULL AS is_new, o.upload AS old_upload, o.download AS old_download, o.total AS old_total,
      o.read_at AS old_read_at, o.settled AS was_settled,
      (o.total, o.upload, o.download) IS DISTINCT FROM (i.total, i.upload, i.download) AS differs
    FROM unnest(
        ${arrayText(rows, (row) => row.accountId)}::int[], ${arrayText(rows, (row) => row.day)}::date[],
        ${arrayText(rows, (row) => row.upload)}::bigint[], ${arrayText(rows, (row) => row.download)}::bigint[],
        ${arrayText(rows, (row) => row.total)}::bigint[]) AS i(account_id, day, upload, download, total)
      LEFT JOIN usage_day o
      ON o.account_id = i.account_id AND o.day = i.day AND o.day BETWEEN ${ordered[0]}::date AND ${ordered.at(-1)}::date
    WHERE o.account_id IS NULL OR ((o.read_at <= ${readAt} OR o.read_at > ${latestBelievable(new Date())}::timestamptz) AND (
      (o.total, o.upload, o.download) IS DISTINCT FROM (i.total, i.upload, i.download)
      OR (NOT o.settled AND i.day <= ${settledUpTo})))
  ), added AS (
    INSERT INTO usage_day (account_id, day, upload, download, total, read_at, settled)
    SELECT account_id, day, upload, download, total, ${readAt}, day <= ${settledUpTo} FROM news WHERE is_new
  ), rewritten AS (
    INSERT INTO usage_day AS u (account_id, day, upload, download, total, read_at, settled)
    SELECT account_id, day, upload, download, total, ${readAt}, was_settled OR day <= ${settledUpTo} FROM news WHERE NOT is_new
    ON CONFLICT (account_id, day) DO UPDATE SET upload = excluded.upload, download = excluded.download,
      total = excluded.total, read_at = excluded.read_at, settled = excluded.settled
  ), restated AS (
    INSERT INTO usage_restatement (account_id, day, old_upload, old_download, old_total, new_upload, new_download, new_total,
      old_read_at, read_at)
    SELECT account_id, day, old_upload, old_download, old_total, upload, download, total, old_read_at, ${readAt}
    FROM news WHERE differs AND was_settled
  ), by_owner AS MATERIALIZED (
    SELECT ${connectionId}::int AS connection_id, coalesce(c.agent_id, 0) AS agent_id,
      CASE WHEN a.customer_id IS NULL THEN 0 ELSE l.customer_id END AS customer_id, n.day,
      sum(coalesce(n.upload, 0) - coalesce(n.old_upload, 0)) AS upload,
      sum(coalesce(n.download, 0) - coalesce(n.old_download, 0)) AS download,
      sum(n.total - coalesce(n.old_total, 0)) AS total, count(*) FILTER (WHERE n.is_new) AS accounts,
      sum((n.upload IS NOT NULL AND n.download IS NOT NULL)::int
        - (n.old_upload IS NOT NULL AND n.old_download IS NOT NULL)::int) AS split, count(*) AS changed
    FROM news n JOIN upstream_account a ON a.id = n.account_id
      LEFT JOIN customer c ON c.id = a.customer_id
      LEFT JOIN (SELECT customer_id FROM usage_large_customer OFFSET 0) l ON l.customer_id = a.customer_id
    WHERE n.differs GROUP BY 2, 3, 4
  ), by_connection AS (${BY_CONNECTION}), by_agent AS (${BY_AGENT}), by_customer AS (${BY_CUSTOMER}), versioned AS (
    INSERT INTO usage_version (connection_id, version) SELECT ${connectionId}::int, 1 WHERE EXISTS (SELECT FROM by_owner)
    ON CONFLICT (connection_id) DO UPDATE SET version = usage_version.version + 1
  )
  SELECT coalesce(sum(changed), 0)::int AS changed FROM by_owner`;
}
