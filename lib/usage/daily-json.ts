import { bytesSql } from '@/lib/infra/asset-sql';
import { Prisma } from '@/lib/infra/db';
import { usageSource } from './daily-sources';
import type { UsageGroup } from './schemas';
import { accountsIn, type DayRange, type UsageScope } from './scope';

/** The key that stands for all groups but the largest. */
const OTHER = -1;

const LABELS = {
  connection: 'SELECT name FROM connection WHERE id = p.key',
  customer: 'SELECT name FROM customer WHERE id = p.key',
  agent: 'SELECT name FROM agent WHERE id = p.key',
  account: 'SELECT coalesce(label, external_name, external_id) FROM upstream_account WHERE id = p.key',
} as const;

/** `"key":"3","label":"Name",` of a group, as JSON text. */
function keyText(group: UsageGroup | null): Prisma.Sql {
  if (group === null) return Prisma.sql`''`;
  return Prisma.sql`CASE p.key WHEN ${OTHER}::int THEN '"key":"other","label":"Other",'
    WHEN 0 THEN ${Prisma.raw(group === 'agent' ? `'"key":"house","label":"House",'` : `'"key":"unassigned","label":"Unassigned",'`)}
    ELSE '"key":"' || p.key || '","label":' || to_json(coalesce((${Prisma.raw(LABELS[group])}), '')) || ',' END`;
}

/** What the ranked groups leave of the whole: the whole's days less theirs. */
function others(scope: UsageScope, range: DayRange): Prisma.Sql {
  return Prisma.sql`
    UNION ALL SELECT day, connection_id, ${OTHER}::int, upload, download, total, accounts, split, provisional
      FROM (${usageSource(scope, range, null, null)}) AS whole
    UNION ALL SELECT day, connection_id, ${OTHER}::int, -upload, -download, -total, -accounts, -split, false FROM part`;
}

function sumBytes(column: string): Prisma.Sql {
  return Prisma.sql`round(sum(${bytesSql(`r.${column}`, 'k.usage_asset')}))`;
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
function covered(scope: UsageScope, range: DayRange): Prisma.Sql {
  const days = Prisma.sql`v.day BETWEEN ${range.from}::date AND ${range.to}::date`;
  if (scope.accountId === null) {
    return Prisma.sql`SELECT v.connection_id, v.day, v.read_at FROM usage_coverage v
      JOIN relevant q ON q.id = v.connection_id WHERE ${days}`;
  }
  return Prisma.sql`
    SELECT v.connection_id, v.day, greatest(v.read_at, a.last_read_at) AS read_at FROM usage_coverage v
      JOIN relevant q ON q.id = v.connection_id JOIN upstream_account a ON a.id = ${scope.accountId}
      WHERE q.provider <> 'freebit' AND ${days}
    UNION ALL SELECT q.id, v.day, greatest(v.read_at, a.last_read_at) FROM usage_day v
      JOIN upstream_account a ON a.id = v.account_id JOIN relevant q ON q.id = a.connection_id
      WHERE q.provider = 'freebit' AND v.account_id = ${scope.accountId} AND ${days}`;
}

/** The whole answer to a question about daily usage as one JSON text, in one statement. */
export function dailyStatement(
  scope: UsageScope,
  range: DayRange,
  group: UsageGroup | null,
  ranked: readonly number[] | null,
  now: Date,
): Prisma.Sql {
  const order = ranked === null ? Prisma.sql`p.key` : Prisma.sql`array_position(${ranked}::int[], p.key)`;
  return Prisma.sql`
  WITH part AS (${usageSource(scope, range, group, ranked)}), rows AS (
    SELECT day, connection_id, key, upload, download, total, accounts, split, provisional FROM part
    ${ranked === null ? Prisma.empty : others(scope, range)}
  ), points AS (
    SELECT r.day, r.key, CASE WHEN sum(r.split) = sum(r.accounts) THEN ${sumBytes('upload')} END AS upload,
      CASE WHEN sum(r.split) = sum(r.accounts) THEN ${sumBytes('download')} END AS download,
      ${sumBytes('total')} AS total, bool_or(r.provisional) AS provisional
    FROM rows r JOIN connection k ON k.id = r.connection_id GROUP BY r.day, r.key HAVING sum(r.accounts) > 0
  ), keyed AS (
    SELECT p.key, ${order} AS place, ${keyText(group)} AS text FROM (SELECT DISTINCT key FROM points) AS p
  ), relevant AS (${relevant(scope, now)}), covered AS (${covered(scope, range)}), marks AS (
    SELECT connection_id AS id, day FROM covered
    UNION ALL SELECT q.id, edge FROM relevant q,
      LATERAL (VALUES (${range.from}::date - 1), (least(${range.to}::date, q.yesterday) + 1)) AS e(edge)
      WHERE q.status <> 'disabled' AND least(${range.to}::date, q.yesterday) >= ${range.from}::date
  ), gaps AS (
    SELECT id, before + 1 AS since, day - 1 AS until
    FROM (SELECT m.id, m.day, lag(m.day) OVER (PARTITION BY m.id ORDER BY m.day) AS before FROM marks m
      JOIN relevant q ON q.id = m.id AND q.status <> 'disabled' WHERE m.day <= q.yesterday + 1) AS steps
    WHERE day - before > 1
  )
  SELECT '{"data":[' || coalesce((
      SELECT string_agg('{"date":"' || to_char(p.day, 'YYYY-MM-DD') || '",' || g.text
        || '"uploadBytes":' || coalesce(p.upload::text, 'null') || ',"downloadBytes":' || coalesce(p.download::text, 'null')
        || ',"totalBytes":' || p.total || ',"provisional":' || p.provisional || '}', ',' ORDER BY p.day, g.place, p.key)
      FROM points p JOIN keyed g ON g.key = p.key), '')
    || '],"asOf":' || coalesce((
      SELECT to_json(to_char(min(newest) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::text
      FROM (SELECT max(read_at) AS newest FROM covered GROUP BY connection_id) AS readings), 'null')
    || ',"gaps":[' || coalesce((
      SELECT string_agg('{"connectionId":"' || id || '","from":"' || to_char(since, 'YYYY-MM-DD')
        || '","to":"' || to_char(until, 'YYYY-MM-DD') || '"}', ',' ORDER BY id, since) FROM gaps), '')
    || ']}' AS json`;
}
