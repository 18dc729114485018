import type { Context } from '@/lib/core/actor';
import { daysBetween } from '@/lib/core/calendar-date';
import { AppError } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { asOfReplica, readFromReplica } from '@/lib/infra/replica';
import { dailyAnswer } from './daily-answer';
import { type DailyRow, dailyStatement } from './daily-statement';
import { rankGroups } from './rank-groups';
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

/**
 * Usage by provider day, in bytes: of everything the actor may see or of what the filters leave, as one series or by group.
 * Days without data are absent. Throws `invalid_input` where the answer would be too large.
 */
export async function getDailyUsage(ctx: Context, query: UsageDailyQuery): Promise<UsageDailyDto> {
  const scope = scopeOf(ctx, query);
  if (!scope) return { data: [], asOf: null, gaps: [] };
  const { from, to, groupBy: group = null, top } = query;
  const range = { from, to };
  if (group !== null && top === undefined) await assertFits(scope, group, daysBetween(from, to) + 1);
  const ranked = group !== null && top !== undefined ? await rankGroups({ group, range, scope }, top, ctx.now()) : null;
  const statement = dailyStatement(scope, range, group, ranked, ctx.now());
  const { rows, replayedAt } = await readFromReplica<DailyRow>(statement);
  const answer = dailyAnswer(rows, { range, group, ranked });
  return { ...answer, asOf: asOfReplica(answer.asOf, replayedAt) };
}

/** The same as JSON text, for passing through: its shape is proven here, so nobody needs to walk a long answer again. */
export async function getDailyUsageJson(ctx: Context, query: UsageDailyQuery): Promise<string> {
  return JSON.stringify(await getDailyUsage(ctx, query));
}
