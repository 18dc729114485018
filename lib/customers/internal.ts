import { agentScope, type Context } from '@/lib/core/actor';
import { byteNumber } from '@/lib/core/wire';
import { bytesSql } from '@/lib/infra/asset-sql';
import { Prisma } from '@/lib/infra/db';

/** `AND` part that confines customers (alias `c`) to the actor's own. */
export function ownCustomers(ctx: Context): Prisma.Sql {
  const scope = agentScope(ctx.actor);
  return scope === null ? Prisma.empty : Prisma.sql`AND c.agent_id = ${scope}`;
}

/**
 * Traffic left and pace of one customer's accounts (alias `ua` of connection `k`), as aggregate columns.
 * Bytes are summed exactly and rounded once.
 */
export const RESIDUAL_COLUMNS = Prisma.sql`
  count(ua.id)::int AS account_count,
  round(sum(${bytesSql('ua.residual', 'k.usage_asset')}))::text AS residual_bytes,
  min(ua.residual_as_of) FILTER (WHERE ua.residual IS NOT NULL) AS residual_as_of,
  round(sum(${bytesSql('ua.recent_usage::numeric / nullif(ua.recent_usage_days, 0)', 'k.usage_asset')}) FILTER (WHERE ua.residual IS NOT NULL))::text AS daily_bytes,
  max(ua.last_usage_day)::text AS last_usage_day`;

export type ResidualRow = {
  account_count: number;
  residual_bytes: string | null;
  residual_as_of: Date | null;
  daily_bytes: string | null;
  last_usage_day: string | null;
};

/** Days left at the recent pace, to a tenth; 0 when nothing is left, null when there is no pace or no residual. */
export function daysLeft(residualBytes: string | null, dailyBytes: string | null): number | null {
  if (residualBytes === null) return null;
  const residual = BigInt(residualBytes);
  if (residual <= 0n) return 0;
  const daily = dailyBytes === null ? 0n : BigInt(dailyBytes);
  return daily > 0n ? Number((residual * 10n) / daily) / 10 : null;
}

/** The same in SQL, in whole tenths, of the columns above as `s`. */
export const TENTHS_LEFT = Prisma.sql`
  (CASE WHEN s.residual_bytes::numeric <= 0 THEN 0
    WHEN s.daily_bytes::numeric > 0 THEN div(s.residual_bytes::numeric * 10, s.daily_bytes::numeric) END)`;

/** The residual part of a customer's DTO. */
export function residualFields(row: ResidualRow) {
  return {
    accountCount: row.account_count,
    residualBytes: row.residual_bytes === null ? null : byteNumber(BigInt(row.residual_bytes)),
    residualAsOf: row.residual_as_of?.toISOString() ?? null,
    daysLeft: daysLeft(row.residual_bytes, row.daily_bytes),
    lastUsageDay: row.last_usage_day,
  };
}

/** The condition that `text`, whose pieces are `pieces`, holds `part` anywhere, in upper or lower case. */
function holds(text: Prisma.Sql, pieces: Prisma.Sql, part: string): Prisma.Sql {
  const lower = Prisma.sql`lower(${part}::text)`;
  return Prisma.sql`strpos(${text}, ${lower}) > 0 AND search_index(${pieces}) @@ search_query(${lower})`;
}

/** The condition that a customer (alias `c`) has a text in its name or mail. */
export function customerHolds(part: string): Prisma.Sql {
  return holds(Prisma.sql`c.searched`, Prisma.sql`c.pieces`, part);
}

/** The condition that an account (alias `ua`) has a text in its number, name or label. */
export function accountHolds(part: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM account_search s
    WHERE s.account_id = ua.id AND ${holds(Prisma.sql`s.text`, Prisma.sql`s.pieces`, part)})`;
}
