import { agentScope, type Context } from '@/lib/core/actor';
import { addDays } from '@/lib/core/calendar-date';
import { notFound } from '@/lib/core/errors';
import { bytesSql } from '@/lib/infra/asset-sql';
import { db, Prisma } from '@/lib/infra/db';
import type { ForecastDto } from './schemas';

type Row = {
  residual: string | null;
  daily: string | null;
  basis: number | null;
  /** The provider's day on which the residual was read. */
  day: string | null;
};

/** No forecast reaches further: the pace of a week says nothing about years. */
const FURTHEST_DAYS = 1_100;

/**
 * When the traffic of an account, or of all accounts of a customer, runs out at the mean pace of the last seven settled days.
 * Accounts whose provider states no residual are left out. Throws `not_found`, also for another agent's.
 */
export async function getForecast(
  ctx: Context,
  input: { accountId: number } | { customerId: number },
): Promise<ForecastDto> {
  const own = agentScope(ctx.actor);
  const scoped = own === null ? Prisma.empty : Prisma.sql`AND c.agent_id = ${own}`;
  const from =
    'accountId' in input
      ? Prisma.sql`upstream_account a LEFT JOIN customer c ON c.id = a.customer_id WHERE a.id = ${input.accountId} ${scoped}`
      : Prisma.sql`customer c LEFT JOIN upstream_account a ON a.customer_id = c.id WHERE c.id = ${input.customerId} ${scoped}`;
  const [row] = await db().$queryRaw<Row[]>`
    SELECT round(sum(${bytesSql('a.residual', 'k.usage_asset')}))::text AS residual,
      round(sum(${bytesSql('a.recent_usage::numeric / nullif(a.recent_usage_days, 0)', 'k.usage_asset')}))::text AS daily,
      (min(nullif(a.recent_usage_days, 0)) FILTER (WHERE k.id IS NOT NULL))::int AS basis,
      to_char(min(a.residual_as_of AT TIME ZONE coalesce(k.settings->>'timeZone', 'UTC')), 'YYYY-MM-DD') AS day
    FROM (SELECT a.* FROM ${from}) AS a LEFT JOIN connection k ON k.id = a.connection_id AND a.residual IS NOT NULL
    HAVING count(*) > 0`;
  if (!row) throw notFound('accountId' in input ? 'The account' : 'The customer');
  const basisDays = row.basis ?? 0;
  const nothing = { date: null, daysLeft: null, basisDays };
  if (row.residual === null || row.day === null) return nothing;
  const residual = BigInt(row.residual);
  if (residual <= 0n) return { date: row.day, daysLeft: 0, basisDays };
  const daily = row.daily === null ? 0n : BigInt(row.daily);
  if (daily <= 0n) return nothing;
  const tenths = (residual * 10n) / daily;
  const daysLeft = Number(tenths) / 10;
  return { date: daysLeft > FURTHEST_DAYS ? null : addDays(row.day, Math.floor(daysLeft)), daysLeft, basisDays };
}
