import { addDays, type CalendarDate } from '@/lib/core/calendar-date';
import { bytesSql } from '@/lib/infra/asset-sql';
import { db, Prisma, type Tx } from '@/lib/infra/db';
import { keyOf, parseKey, type Ranking, rankGroups, versionOf, workOutRanking } from './rank-groups';
import { MAX_TOP, type UsageGroup } from './schemas';
import type { UsageScope } from './scope';
import { keepWindowSums, PRESET_DAYS, type WindowWork, windowSums } from './window-sums';

const EVERYTHING: UsageScope = { connectionId: null, agentId: null, customerId: null, accountId: null };

/** First key of the advisory lock on the work on presets; one process at a time does it. */
const PRESETS_LOCK = 7_236_482;
/** Work on every day of every account, which a new connection or figures of long ago ask for, takes as long as that takes. */
const TIMEOUT_MS = 600_000;

function preset(group: UsageGroup, days: number, day: CalendarDate): Ranking {
  return { group, range: { from: addDays(day, 1 - days), to: day }, scope: EVERYTHING };
}

/** The day that the screens call today, by which their ranges end; null without a connection. And what changes with the figures. */
async function lookAround(now: Date): Promise<{ day: CalendarDate | null; version: bigint }> {
  const day = Prisma.sql`max((${now}::timestamptz AT TIME ZONE coalesce(settings->>'timeZone', 'UTC'))::date)`;
  const [row] = await db().$queryRaw<{ day: string | null; version: bigint }[]>(Prisma.sql`
    SELECT coalesce(${day} FILTER (WHERE last_synced_at IS NOT NULL), ${day})::text AS day, ${versionOf(EVERYTHING)} AS version
    FROM connection`);
  return { day: row?.day ?? null, version: row?.version ?? 0n };
}

type Ranked = { group: UsageGroup; days: number; groups: number[] };

/** The largest accounts and customers of each range, from the sums of all accounts, which are read once. */
function largest(day: CalendarDate): Prisma.Sql {
  const totals = (total: (days: number) => Prisma.Sql) =>
    Prisma.join(PRESET_DAYS.map((days) => Prisma.sql`${total(days)} AS ${Prisma.raw(`bytes_${days}`)}`));
  const rows = Prisma.raw(PRESET_DAYS.map((days) => `sum(rows_${days}) AS rows_${days}`).join(', '));
  const first = (group: UsageGroup, days: number) => Prisma.sql`
    SELECT ${group} AS group, ${days}::int AS days, coalesce(array_agg(key ORDER BY no), '{}') AS groups
    FROM (SELECT key, row_number() OVER (ORDER BY bytes DESC, key) AS no FROM (
      SELECT key, ${Prisma.raw(`bytes_${days}`)} AS bytes FROM ${Prisma.raw(group)}
      WHERE ${Prisma.raw(`rows_${days}`)} > 0 ORDER BY 2 DESC, key LIMIT ${MAX_TOP}::int) AS l) AS n`;
  const questions = PRESET_DAYS.flatMap((days) => [first('account', days), first('customer', days)]);
  return Prisma.sql`
    WITH of_account AS MATERIALIZED (
      SELECT s.*, k.usage_asset FROM (${windowSums(day)}) AS s JOIN connection k ON k.id = s.connection_id),
    account AS MATERIALIZED (SELECT id AS key, ${totals((days) => bytesSql(`total_${days}`, 'usage_asset'))},
      ${Prisma.raw(PRESET_DAYS.map((days) => `rows_${days}`).join(', '))} FROM of_account),
    customer AS MATERIALIZED (SELECT customer_id AS key,
      ${totals((days) => Prisma.sql`sum(${bytesSql(`total_${days}`, 'usage_asset')})`)}, ${rows} FROM of_account GROUP BY 1)
    ${Prisma.join(questions, ' UNION ALL ')}`;
}

type Presets = { version: bigint; ranked: Ranked[]; work: WindowWork };

async function rankPresets(tx: Tx, day: CalendarDate): Promise<Presets | null> {
  const [lock] = await tx.$queryRaw<
    { ours: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(${PRESETS_LOCK}::int, 0) AS ours`;
  if (!lock?.ours) return null;
  // Sums of tens of thousands of accounts in memory, not on the disk.
  await tx.$executeRaw`SELECT set_config('work_mem', '32MB', true)`;
  const [row] = await tx.$queryRaw<{ version: bigint }[]>(Prisma.sql`SELECT ${versionOf(EVERYTHING)} AS version`);
  const work = await keepWindowSums(tx, day);
  return { version: row?.version ?? 0n, ranked: await tx.$queryRaw<Ranked[]>(largest(day)), work };
}

/** Agents and connections have roll-ups, which are a few thousand rows. */
async function rankOwners(day: CalendarDate): Promise<Ranked[]> {
  const ranked: Ranked[] = [];
  for (const days of PRESET_DAYS)
    for (const group of ['agent', 'connection'] as const)
      ranked.push({ group, days, groups: await workOutRanking(preset(group, days, day)) });
  return ranked;
}

/**
 * Keeps the rankings of the screens' ranges for everything, by which nobody who looks has to wait for all accounts to be summed.
 * All of one moment, and under the version from before it: a change meanwhile leaves them out of date, never wrong. Returns how
 * their sums came about; null where another process is at it.
 */
export async function keepPresets(day: CalendarDate, now: Date): Promise<WindowWork | null> {
  const presets = await db().$transaction((tx) => rankPresets(tx, day), {
    isolationLevel: 'RepeatableRead',
    timeout: TIMEOUT_MS,
  });
  if (!presets) return null;
  const { version } = presets;
  const rows = [...presets.ranked, ...(await rankOwners(day))].map(
    ({ group, days, groups }) =>
      Prisma.sql`(${keyOf(preset(group, days, day))}, ${version}::bigint, ${groups}::int[], ${now}::timestamptz, true)`,
  );
  await db().$executeRaw(Prisma.sql`
    INSERT INTO usage_ranking AS r (key, version, groups, made_at, preset) VALUES ${Prisma.join(rows)}
    ON CONFLICT (key) DO UPDATE SET version = excluded.version, groups = excluded.groups, made_at = excluded.made_at, preset = true
    WHERE r.version <= excluded.version`);
  await db().$executeRaw`DELETE FROM usage_ranking WHERE preset AND split_part(key, '|', 3) <> ${day}`;
  return presets.work;
}

/** Other rankings that are kept up to date after a sync, and how old an unused range may be. */
const WARM_RANKINGS = 20;
const DAY_MS = 86_400_000;

/** The same ranking of days as many later as have passed since it was worked out: what "the last 30 days" are by now. */
function movedOn(ranking: Ranking, madeAt: Date, now: Date): Ranking {
  const days = Math.floor(now.getTime() / DAY_MS) - Math.floor(madeAt.getTime() / DAY_MS);
  const { from, to } = ranking.range;
  return { ...ranking, range: { from: addDays(from, days), to: addDays(to, days) } };
}

/** Those that were asked for lately; after midnight also of the days that the same question will then be about. */
async function renewAsked(now: Date): Promise<void> {
  const yesterday = new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
  const rows = await db().$queryRaw<{ key: string; made_at: Date }[]>`
    SELECT key, made_at FROM usage_ranking WHERE NOT preset AND made_at >= ${new Date(now.getTime() - 3 * DAY_MS)}
    ORDER BY made_at DESC LIMIT ${WARM_RANKINGS}::int`;
  for (const { key, made_at: madeAt } of rows) {
    const ranking = parseKey(key);
    if (!ranking) continue;
    const moved = movedOn(ranking, madeAt, now);
    if (moved.range.to >= yesterday) await rankGroups(moved, 1, now);
    if (ranking.range.to >= yesterday && moved.range.to !== ranking.range.to) await rankGroups(ranking, 1, now);
  }
  await db().$executeRaw`
    DELETE FROM usage_ranking WHERE made_at < ${new Date(now.getTime() - 3 * DAY_MS)} AND split_part(key, '|', 3) < ${yesterday}`;
}

/**
 * Works out what the next person to look would wait for: the rankings of the screens' ranges as they are by now, and others that
 * were asked for lately and whose figures have changed. Forgets those whose range has passed.
 */
export async function warmRankings(now: Date): Promise<void> {
  const { day } = await lookAround(now);
  if (day !== null) await keepPresets(day, now);
  await renewAsked(now);
}

let seen: string | null = null;
let warmed: string | null = null;

/**
 * The same where figures or the day have changed since this process last did it, once they stay as they are between two looks:
 * while a sync writes page after page it waits. For the worker, every few seconds.
 */
export async function keepRankings(now: Date): Promise<void> {
  const { day, version } = await lookAround(now);
  const present = `${day} ${version}`;
  const stays = present === seen;
  seen = present;
  if (!stays || present === warmed) return;
  await warmRankings(now);
  warmed = present;
}
