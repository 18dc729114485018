import { bytesSql } from '@/lib/infra/asset-sql';
import { db, Prisma } from '@/lib/infra/db';
import { queryPrepared } from '@/lib/infra/prepared';
import { usageSource } from './daily-sources';
import { MAX_TOP, type UsageGroup, usageGroupSchema } from './schemas';
import type { DayRange, UsageScope } from './scope';

/** Another number whenever a figure of the scope's connections has changed. */
export function versionOf(scope: UsageScope): Prisma.Sql {
  const of = scope.connectionId === null ? Prisma.empty : Prisma.sql`WHERE connection_id = ${scope.connectionId}`;
  return Prisma.sql`(SELECT coalesce(sum(version), 0)::bigint FROM usage_version ${of})`;
}

/** Sums of each group at each connection, in its own unit. */
function sumsOf(scope: UsageScope, range: DayRange, group: UsageGroup): Prisma.Sql {
  const isNarrow = scope.agentId !== null || scope.customerId !== null || scope.accountId !== null;
  if (isNarrow || group === 'agent' || group === 'connection') {
    return Prisma.sql`
      SELECT key, connection_id, sum(total) AS total FROM (${usageSource(scope, range, group, null)}) AS d GROUP BY 1, 2`;
  }
  // Of nearly all accounts: their days are summed before anything is joined, which reads each day once and nothing else.
  const only = scope.connectionId === null ? Prisma.empty : Prisma.sql`WHERE a.connection_id = ${scope.connectionId}`;
  return Prisma.sql`
    SELECT ${Prisma.raw(group === 'account' ? 'a.id' : 'coalesce(a.customer_id, 0)')} AS key, a.connection_id, sum(u.total) AS total
    FROM (SELECT account_id, sum(total) AS total FROM usage_day
        WHERE day BETWEEN ${range.from}::date AND ${range.to}::date GROUP BY account_id) AS u
      JOIN upstream_account a ON a.id = u.account_id ${only} GROUP BY 1, 2`;
}

/** The keys of the largest groups, largest first, from the figures themselves. */
export async function workOutRanking({ scope, range, group }: Ranking): Promise<number[]> {
  const rows = await db().$queryRaw<{ key: number }[]>`
    SELECT s.key FROM (${sumsOf(scope, range, group)}) AS s JOIN connection k ON k.id = s.connection_id
    GROUP BY s.key ORDER BY sum(${bytesSql('s.total', 'k.usage_asset')}) DESC, s.key LIMIT ${MAX_TOP}::int`;
  return rows.map((row) => row.key);
}

export type Ranking = { group: UsageGroup; range: DayRange; scope: UsageScope };

/** The text that a ranking is kept under; `parseKey` reads it back. */
export function keyOf({ group, range, scope }: Ranking): string {
  const { connectionId, agentId, customerId, accountId } = scope;
  return [group, range.from, range.to, connectionId, agentId, customerId, accountId].join('|');
}

export function parseKey(key: string): Ranking | null {
  const [group, from, to, ...ids] = key.split('|');
  const parsedGroup = usageGroupSchema.safeParse(group);
  if (!parsedGroup.success || !from || !to) return null;
  const [connectionId = null, agentId = null, customerId = null, accountId = null] = ids.map((id) =>
    id === '' ? null : Number(id),
  );
  return { group: parsedGroup.data, range: { from, to }, scope: { connectionId, agentId, customerId, accountId } };
}

async function workOutAndKeep(ranking: Ranking, version: bigint, now: Date): Promise<number[]> {
  const groups = await workOutRanking(ranking);
  // With the version from before the figures were read: a change in between leaves it out of date, never wrong.
  await db().$executeRaw`
    INSERT INTO usage_ranking AS r (key, version, groups, made_at)
    VALUES (${keyOf(ranking)}, ${version}, ${groups}::int[], ${now})
    ON CONFLICT (key) DO UPDATE SET version = excluded.version, groups = excluded.groups, made_at = excluded.made_at
    WHERE r.version <= excluded.version`;
  return groups;
}

async function readKept(ranking: Ranking): Promise<{ version: bigint; groups: number[] | null }> {
  const [row] = await queryPrepared<{ version: string; ranked: string | null; groups: number[] | null }>(Prisma.sql`
    SELECT ${versionOf(ranking.scope)} AS version, r.version AS ranked, r.groups
    FROM (VALUES (${keyOf(ranking)}::text)) AS q(key) LEFT JOIN usage_ranking r ON r.key = q.key`);
  return { version: BigInt(row?.version ?? 0), groups: row && row.ranked === row.version ? row.groups : null };
}

/** The kept ranking as a query with the column `groups`, at most `top` of them; no row where none is kept or it is out of date. */
export function keptRanking(ranking: Ranking, top: number): Prisma.Sql {
  return Prisma.sql`SELECT r.groups[1:${top}::int] AS groups FROM usage_ranking r
    WHERE r.key = ${keyOf(ranking)} AND r.version = ${versionOf(ranking.scope)}`;
}

/**
 * The keys of the largest groups of a range, largest first, at most `top`. Working them out reads every day of the range, so
 * they are kept, for all processes, until a figure of the connections in question changes.
 */
export async function rankGroups(ranking: Ranking, top: number, now: Date): Promise<number[]> {
  const { version, groups } = await readKept(ranking);
  return (groups ?? (await workOutAndKeep(ranking, version, now))).slice(0, top);
}
