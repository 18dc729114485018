import type { Context } from '@/lib/core/actor';
import { daysBetween } from '@/lib/core/calendar-date';
import { AppError } from '@/lib/core/errors';
import { db, Prisma } from '@/lib/infra/db';
import { asOfReplica, type ReplicaRead, readFromReplica } from '@/lib/infra/replica';
import { type Answer, answerOf } from './answers';
import { dailyAnswer } from './daily-answer';
import { type DailyRow, dailyStatement } from './daily-statement';
import { keptRanking, type Ranking, rankGroups } from './rank-groups';
import type { UsageDailyDto, UsageDailyQuery, UsageGroup } from './schemas';
import { accountsIn, scopeOf, type UsageScope } from './scope';

/** Most points that one answer may hold: about 60 MB of JSON. */
const MAX_POINTS = 500_000;

async function assertFits(scope: UsageScope, group: UsageGroup, days: number): Promise<void> {
  if (group !== 'account' && group !== 'customer') return;
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM upstream_account a LEFT JOIN customer c ON c.id = a.customer_id
      WHERE true ${accountsIn(scope)} LIMIT ${Math.floor(MAX_POINTS / days) + 1}::int) AS accounts`;
  if ((row?.count ?? 0) * days <= MAX_POINTS) return;
  const message = 'So many groups and days are too much for one answer. Add top=N, a shorter range or a filter.';
  throw new AppError('invalid_input', message, { fields: [{ path: 'top', message }] });
}

/** The figures of the largest groups: with the ranking that is kept in one statement, else after working it out. */
async function readRanked(ranking: Ranking, top: number, now: Date): Promise<ReplicaRead<DailyRow>> {
  const { scope, range, group } = ranking;
  const read = (groups: Prisma.Sql) => readFromReplica<DailyRow>(dailyStatement(scope, range, group, groups, now));
  const kept = await read(keptRanking(ranking, top));
  if (kept.rows.some((row) => row.kind === 'ranking')) return kept;
  return read(Prisma.sql`SELECT ${await rankGroups(ranking, top, now)}::int[] AS groups`);
}

async function workOut(ctx: Context, scope: UsageScope, query: UsageDailyQuery): Promise<UsageDailyDto> {
  const { from, to, groupBy: group = null, top } = query;
  const range = { from, to };
  if (group !== null && top === undefined) await assertFits(scope, group, daysBetween(from, to) + 1);
  const { rows, replayedAt } =
    group !== null && top !== undefined
      ? await readRanked({ group, range, scope }, top, ctx.now())
      : await readFromReplica<DailyRow>(dailyStatement(scope, range, group, null, ctx.now()));
  const answer = dailyAnswer(rows, { range, group });
  return { ...answer, asOf: asOfReplica(answer.asOf, replayedAt) };
}

async function answer(ctx: Context, query: UsageDailyQuery): Promise<Answer | null> {
  const scope = scopeOf(ctx, query);
  if (!scope) return null;
  const { from, to, groupBy, top } = query;
  const { connectionId, accountId, customerId, agentId } = scope;
  const question = [connectionId, accountId, customerId, agentId, from, to, groupBy, top].join('|');
  return answerOf(question, ctx.now(), () => workOut(ctx, scope, query));
}

const NOTHING: UsageDailyDto = { data: [], asOf: null, gaps: [] };

/**
 * Usage by provider day, in bytes: of everything the actor may see or of what the filters leave, as one series or by group.
 * Days without data are absent. Throws `invalid_input` where the answer would be too large.
 */
export async function getDailyUsage(ctx: Context, query: UsageDailyQuery): Promise<UsageDailyDto> {
  return (await answer(ctx, query))?.usage ?? NOTHING;
}

/** The same as JSON text, for passing through: its shape is proven here, so nobody needs to walk a long answer again. */
export async function getDailyUsageJson(ctx: Context, query: UsageDailyQuery): Promise<string> {
  return (await answer(ctx, query))?.text() ?? JSON.stringify(NOTHING);
}
