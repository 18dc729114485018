import type { Context } from '@/lib/core/actor';
import { daysBetween } from '@/lib/core/calendar-date';
import { AppError } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { dailyStatement } from './daily-json';
import { rankGroups } from './rank-groups';
import type { UsageDailyDto, UsageDailyQuery, UsageGroup } from './schemas';
import { accountsIn, scopeOf, type UsageScope } from './scope';

const NOTHING = '{"data":[],"asOf":null,"gaps":[]}';

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

/** The answer of `getDailyUsage` as the JSON text that PostgreSQL made of it, for passing through. */
export async function getDailyUsageJson(ctx: Context, query: UsageDailyQuery): Promise<string> {
  const scope = scopeOf(ctx, query);
  if (!scope) return NOTHING;
  const { from, to, groupBy = null, top } = query;
  const range = { from, to };
  if (groupBy !== null && top === undefined) await assertFits(scope, groupBy, daysBetween(from, to) + 1);
  const ranked =
    groupBy !== null && top !== undefined ? await rankGroups({ group: groupBy, range, scope }, top, ctx.now()) : null;
  const [row] = await db().$queryRaw<{ json: string }[]>(dailyStatement(scope, range, groupBy, ranked, ctx.now()));
  return row?.json ?? NOTHING;
}

/**
 * Usage by provider day, in bytes: of everything the actor may see or of what the filters leave, as one series or by group.
 * Days without data are absent. Throws `invalid_input` where the answer would be too large.
 */
export async function getDailyUsage(ctx: Context, query: UsageDailyQuery): Promise<UsageDailyDto> {
  const answer: UsageDailyDto = JSON.parse(await getDailyUsageJson(ctx, query));
  return answer;
}
