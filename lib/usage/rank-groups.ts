import { bytesSql } from '@/lib/infra/asset-sql';
import { db, Prisma } from '@/lib/infra/db';
import { queryPrepared } from '@/lib/infra/prepared';
import { usageSource } from './daily-sources';
import { MAX_TOP, type UsageGroup, usageGroupSchema } from './schemas';
import type { DayRange, UsageScope } from './scope';

function versionOf(scope: UsageScope): Prisma.Sql {
  const of = scope.connectionId === null ? Prisma.empty : Prisma.sql`WHERE connection_id = ${scope.connectionId}`;
  return Prisma.sql`(SELECT coalesce(sum(version), 0)::bigint FROM usage_version ${of})`;
}

async function workOut(scope: UsageScope, range: DayRange, group: UsageGroup): Promise<number[]> {
  const rows = await db().$queryRaw<{ key: number }[]>`
    WITH sums AS (
      SELECT key, connection_id, sum(total) AS total FROM (${usageSource(scope, range, group, null)}) AS d
      GROUP BY key, connection_id
    )
    SELECT s.key FROM sums s JOIN connection k ON k.id = s.connection_id
    GROUP BY s.key ORDER BY sum(${bytesSql('s.total', 'k.usage_asset')}) DESC, s.key LIMIT ${MAX_TOP}::int`;
  return rows.map((row) => row.key);
}

type Ranking = { group: UsageGroup; range: DayRange; scope: UsageScope };

/** The text that a ranking is kept under; `parseKey` reads it back. */
function keyOf({ group, range, scope }: Ranking): string {
  const { connectionId, agentId, customerId, accountId } = scope;
  return [group, range.from, range.to, connectionId, agentId, customerId, accountId].join('|');
}

function parseKey(key: string): Ranking | null {
  const [group, from, to, ...ids] = key.split('|');
  const parsedGroup = usageGroupSchema.safeParse(group);
  if (!parsedGroup.success || !from || !to) return null;
  const [connectionId = null, agentId = null, customerId = null, accountId = null] = ids.map((id) =>
    id === '' ? null : Number(id),
  );
  return { group: parsedGroup.data, range: { from, to }, scope: { connectionId, agentId, customerId, accountId } };
}

async function workOutAndKeep(ranking: Ranking, version: bigint, now: Date): Promise<number[]> {
  const groups = await workOut(ranking.scope, ranking.range, ranking.group);
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

/**
 * The keys of the largest groups of a range, largest first, at most `top`. Working them out reads every day of the range, so
 * they are kept, for all processes, until a figure of the connections in question changes.
 */
export async function rankGroups(ranking: Ranking, top: number, now: Date): Promise<number[]> {
  const { version, groups } = await readKept(ranking);
  return (groups ?? (await workOutAndKeep(ranking, version, now))).slice(0, top);
}

/** Rankings that are kept up to date after a sync, and how old an unused range may be. */
const WARM_RANKINGS = 20;
const DAY_MS = 86_400_000;

/**
 * Works rankings out again that were asked for lately and whose figures have changed, so that the next person to look does
 * not wait for it; forgets those whose range has passed.
 */
export async function warmRankings(now: Date): Promise<void> {
  const yesterday = new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
  await db().$executeRaw`
    DELETE FROM usage_ranking WHERE made_at < ${new Date(now.getTime() - 3 * DAY_MS)} AND split_part(key, '|', 3) < ${yesterday}`;
  const rows = await db().$queryRaw<{ key: string }[]>`
    SELECT key FROM usage_ranking WHERE split_part(key, '|', 3) >= ${yesterday} ORDER BY made_at DESC LIMIT ${WARM_RANKINGS}::int`;
  for (const { key } of rows) {
    const ranking = parseKey(key);
    if (ranking) await rankGroups(ranking, 1, now);
  }
}
