import { agentScope, type Context } from '@/lib/core/actor';
import { byteBaseOf } from '@/lib/core/assets';
import { byteNumber } from '@/lib/core/wire';
import { bytesSql } from '@/lib/infra/asset-sql';
import { db, Prisma } from '@/lib/infra/db';
import type { DryAccountDto } from './schemas';

type Row = {
  id: number;
  name: string;
  customer_id: number;
  customer_name: string;
  provider: DryAccountDto['provider'];
  usage_asset: string;
  residual_bytes: string;
  residual_as_of: Date | null;
  days_left: number;
};

/** The condition and the order of the index `upstream_account_running_dry_idx`, word by word. */
const RUNNING_DRY = Prisma.sql`a.customer_id IS NOT NULL AND a.recent_usage > 0
  AND a.residual * a.recent_usage_days < 3 * a.recent_usage`;
const DAYS_LEFT = Prisma.sql`(greatest(a.residual, 0)::float8 * a.recent_usage_days / a.recent_usage)`;

/**
 * Accounts of customers that run dry within three days at their recent pace, soonest first; an agent's own only. Those
 * that are used up and no longer in use are left out. `more` is true where `limit` cut some off.
 */
export async function listDryAccounts(
  ctx: Context,
  input: { limit: number },
): Promise<{ data: DryAccountDto[]; more: boolean }> {
  const scope = agentScope(ctx.actor);
  const own = scope === null ? Prisma.empty : Prisma.sql`AND c.agent_id = ${scope}`;
  const rows = await db().$queryRaw<Row[]>`
    SELECT a.id, coalesce(a.label, a.external_name, a.external_id) AS name, c.id AS customer_id, c.name AS customer_name,
      k.provider::text AS provider, k.usage_asset, round(${bytesSql('a.residual', 'k.usage_asset')})::text AS residual_bytes,
      a.residual_as_of, ${DAYS_LEFT} AS days_left
    FROM upstream_account a JOIN customer c ON c.id = a.customer_id JOIN connection k ON k.id = a.connection_id
    WHERE ${RUNNING_DRY} AND c.archived_at IS NULL ${own} ORDER BY ${DAYS_LEFT} LIMIT ${input.limit + 1}`;
  const data = rows.slice(0, input.limit).map((row) => ({
    accountId: String(row.id),
    accountName: row.name,
    customerId: String(row.customer_id),
    customerName: row.customer_name,
    provider: row.provider,
    byteBase: byteBaseOf(row.usage_asset),
    residualBytes: byteNumber(BigInt(row.residual_bytes)),
    residualAsOf: row.residual_as_of?.toISOString() ?? null,
    daysLeft: Math.floor(row.days_left * 10) / 10,
  }));
  return { data, more: rows.length > input.limit };
}
