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

/** Text for a `LIKE` that finds `text` anywhere; its own wildcards are taken literally. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** As many letters narrow a search down as well as more of them would. */
const LEAD = 16;

/**
 * The condition that `column`, one of those below, holds a text anywhere. Its index reads a list for each three letters of the
 * pattern, and those of a mail's domain are nearly as long as the table: so only how a long text begins is looked up, of a mail
 * what stands before the @, and the whole is compared in what that finds.
 */
export function contains(column: Prisma.Sql, text: string): Prisma.Sql {
  const whole = text.toLowerCase();
  const local = /^[^@]{3,}(?=@)/.exec(whole)?.[0] ?? whole;
  const lead = [...local].slice(0, LEAD).join('');
  const isThere = Prisma.sql`${column} LIKE ${containing(lead)}`;
  return lead === whole ? isThere : Prisma.sql`(${isThere} AND position(${whole}::text IN ${column}) > 0)`;
}

/** What a search looks into; the expressions of the indexes `customer_search_idx` and `upstream_account_search_idx`. */
export const CUSTOMER_TEXT = Prisma.raw(String.raw`lower(c.name || E'\n' || coalesce(c.email, ''))`);
export const ACCOUNT_TEXT = Prisma.raw(
  String.raw`lower(ua.external_id || E'\n' || coalesce(ua.external_name, '') || E'\n' || coalesce(ua.label, ''))`,
);
