import { bytesSql } from '@/lib/infra/asset-sql';
import { db, Prisma } from '@/lib/infra/db';
import { usageSource } from './daily-sources';
import { MAX_TOP, type UsageGroup } from './schemas';
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

/**
 * The keys of the largest groups of a range, largest first, at most `top`. Working them out reads every day of the range, so
 * they are kept, for all processes, until a figure of the connections in question changes.
 */
export async function rankGroups(
  scope: UsageScope,
  range: DayRange,
  group: UsageGroup,
  top: number,
  now: Date,
): Promise<number[]> {
  const key = [group, range.from, range.to, scope.connectionId, scope.agentId, scope.customerId, scope.accountId].join(
    '|',
  );
  const [kept] = await db().$queryRaw<{ version: bigint; ranked: bigint | null; groups: number[] | null }[]>`
    SELECT ${versionOf(scope)} AS version, r.version AS ranked, r.groups
    FROM (VALUES (${key})) AS q(key) LEFT JOIN usage_ranking r ON r.key = q.key`;
  if (kept?.groups && kept.ranked === kept.version) return kept.groups.slice(0, top);
  const groups = await workOut(scope, range, group);
  const tooOld = new Date(now.getTime() - 3 * 86_400_000);
  await db().$transaction([
    db().$executeRaw`DELETE FROM usage_ranking WHERE made_at < ${tooOld}`,
    // With the version from before the figures were read: a change in between leaves it out of date, never wrong.
    db().$executeRaw`
      INSERT INTO usage_ranking AS r (key, version, groups, made_at)
      VALUES (${key}, ${kept?.version ?? 0n}, ${groups}::int[], ${now})
      ON CONFLICT (key) DO UPDATE SET version = excluded.version, groups = excluded.groups, made_at = excluded.made_at
      WHERE r.version <= excluded.version`,
  ]);
  return groups.slice(0, top);
}
