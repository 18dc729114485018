import { Prisma } from '@/lib/infra/db';
import { type GroupKeys, usageSource } from './daily-sources';
import { ACCOUNT_NAME } from './internal';
import type { UsageGroup } from './schemas';
import { accountsIn, type DayRange, type UsageScope } from './scope';

/**
 * A row of the answer to `dailyStatement`. `part` and `whole`: the figures of one group at one connection, a column of the
 * table as one array text each. `cover`: the days that a connection was read for. `label`: a group's name. `ranking`: the
 * ranked groups, largest first, in `days`; absent where no ranking is kept. Days count from the range's first.
 */
export type DailyRow = {
  kind: 'part' | 'whole' | 'cover' | 'label' | 'ranking';
  /** The connection's id; of a label its group's. */
  id: number;
  /** The connection's usage asset; the group's name; of a cover the newest reading. */
  text: string | null;
  /** The group; of a cover the last day by which it should have been read, null where nothing is read any more. */
  number: number | null;
  days: string | null;
  upload: string | null;
  download: string | null;
  total: string | null;
  accounts: string | null;
  /** Accounts without upload and download; null where there is none on any day. */
  unsplit: string | null;
  /** The days that are settled; null of figures whose connection's cover says it. */
  settled: string | null;
};

const LABELS = {
  connection: 'SELECT id, name FROM connection',
  customer: 'SELECT id, name FROM customer',
  agent: 'SELECT id, name FROM agent',
  account: `SELECT a.id, ${ACCOUNT_NAME} FROM upstream_account a JOIN connection k ON k.id = a.connection_id`,
} as const;

/** One row for each series: arrays are read faster than rows, and what all its days share is said once. */
function figures(kind: 'part' | 'whole', source: Prisma.Sql, range: DayRange): Prisma.Sql {
  return Prisma.sql`
    SELECT ${Prisma.raw(`'${kind}'`)}::text AS kind, f.connection_id AS id, k.usage_asset AS text, f.key AS number, f.days,
      f.upload, f.download, f.total, f.accounts, f.unsplit, f.settled
    FROM (SELECT connection_id, key, array_agg(day - ${range.from}::date)::text AS days, array_agg(upload)::text AS upload,
        array_agg(download)::text AS download, array_agg(total)::text AS total, array_agg(accounts)::text AS accounts,
        CASE WHEN bool_or(accounts <> split) THEN array_agg(accounts - split)::text END AS unsplit,
        CASE WHEN NOT rolled THEN coalesce(array_agg(day - ${range.from}::date) FILTER (WHERE settled)::text, '{}') END AS settled
      FROM (SELECT *, settled IS NULL AS rolled FROM ${source} AS s WHERE accounts > 0) AS days GROUP BY connection_id, key, rolled) AS f
    JOIN connection k ON k.id = f.connection_id`;
}

/** The connections in question, with the last day by which each should have been read. */
function relevant(scope: UsageScope, now: Date): Prisma.Sql {
  const byAccount = scope.accountId !== null || scope.customerId !== null || scope.agentId !== null;
  return Prisma.sql`
    SELECT k.id, k.provider, k.status,
      (${now}::timestamptz AT TIME ZONE coalesce(k.settings->>'timeZone', 'UTC'))::date - 1 AS yesterday
    FROM connection k WHERE true
      ${scope.connectionId === null ? Prisma.empty : Prisma.sql`AND k.id = ${scope.connectionId}`}
      ${
        byAccount
          ? Prisma.sql`AND EXISTS (SELECT FROM upstream_account a LEFT JOIN customer c ON c.id = a.customer_id
              WHERE a.connection_id = k.id ${accountsIn(scope)})`
          : Prisma.empty
      }`;
}

/**
 * Days that were read. Where a provider is read one account at a time, one account's own days say it; the connection's
 * coverage would claim days that only other accounts have.
 */
function covered(scope: UsageScope, range: DayRange, group: UsageGroup | null): Prisma.Sql {
  const isByAccount =
    scope.accountId !== null || scope.customerId !== null || group === 'account' || group === 'customer';
  // Roll-ups keep what a month that was put away had; of single accounts nothing is left of it here.
  const present = Prisma.sql`AND NOT EXISTS (SELECT FROM usage_archive x WHERE x.month = date_trunc('month', v.day)::date)`;
  const days = Prisma.sql`v.day BETWEEN ${range.from}::date AND ${range.to}::date ${isByAccount ? present : Prisma.empty}`;
  if (scope.accountId === null) {
    return Prisma.sql`SELECT v.connection_id, v.day, v.read_at, v.settled FROM usage_coverage v WHERE ${days}`;
  }
  return Prisma.sql`
    SELECT v.connection_id, v.day, greatest(v.read_at, a.last_read_at) AS read_at, v.settled FROM usage_coverage v
      JOIN relevant q ON q.id = v.connection_id JOIN upstream_account a ON a.id = ${scope.accountId}
      WHERE q.provider <> 'freebit' AND ${days}
    UNION ALL SELECT q.id, v.day, greatest(v.read_at, a.last_read_at), v.settled FROM usage_day v
      JOIN upstream_account a ON a.id = v.account_id JOIN relevant q ON q.id = a.connection_id
      WHERE q.provider = 'freebit' AND v.account_id = ${scope.accountId} AND ${days}`;
}

function cover(scope: UsageScope, range: DayRange, group: UsageGroup | null): Prisma.Sql {
  return Prisma.sql`
    SELECT 'cover', q.id,
      to_char(max(v.read_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      CASE WHEN min(q.status::text) <> 'disabled' THEN min(q.yesterday) - ${range.from}::date END,
      array_agg(v.day - ${range.from}::date) FILTER (WHERE v.day IS NOT NULL)::text, NULL, NULL, NULL, NULL, NULL,
      array_agg(v.day - ${range.from}::date) FILTER (WHERE v.settled)::text
    FROM relevant q LEFT JOIN (${covered(scope, range, group)}) AS v ON v.connection_id = q.id GROUP BY q.id`;
}

function labels(group: UsageGroup, keys: GroupKeys): Prisma.Sql {
  const which = keys === null ? Prisma.sql`SELECT key FROM part` : Prisma.sql`SELECT unnest(${keys})`;
  return Prisma.sql`
    UNION ALL SELECT 'label', l.id, l.name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM (${Prisma.raw(LABELS[group])}) AS l(id, name) WHERE l.id IN (${which})`;
}

/**
 * Everything that the answer to a question about daily usage is made of, in one statement and so of one moment. With a
 * `ranking` (a query with the column `groups`) the figures of those groups and of the whole, from which the others follow.
 */
export function dailyStatement(
  scope: UsageScope,
  range: DayRange,
  group: UsageGroup | null,
  ranking: Prisma.Sql | null,
  now: Date,
): Prisma.Sql {
  const keys = ranking === null ? null : Prisma.sql`(SELECT groups FROM ranking)::int[]`;
  const whole =
    ranking === null
      ? Prisma.empty
      : Prisma.sql`UNION ALL ${figures('whole', Prisma.sql`(${usageSource(scope, range, null, null)})`, range)}
        UNION ALL SELECT 'ranking', 0, NULL, NULL, groups::text, NULL, NULL, NULL, NULL, NULL, NULL FROM ranking`;
  return Prisma.sql`
  WITH ${ranking === null ? Prisma.empty : Prisma.sql`ranking AS MATERIALIZED (${ranking}),`}
    relevant AS (${relevant(scope, now)}), part AS (${usageSource(scope, range, group, keys)})
  ${figures('part', Prisma.sql`part`, range)} ${whole}
  UNION ALL ${cover(scope, range, group)} ${group === null ? Prisma.empty : labels(group, keys)}`;
}
