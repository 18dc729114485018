import { type Context, requireRole } from '@/lib/core/actor';
import { byteBaseOf } from '@/lib/core/assets';
import { bytesSql } from '@/lib/infra/asset-sql';
import { db, Prisma } from '@/lib/infra/db';
import type { StockDto } from './schemas';

/** Below so many days of cover somebody should buy. */
const LOW_DAYS = 3;
const EXPIRING_DAYS = 30;

type Row = {
  id: number;
  name: string;
  usage_asset: string;
  pool: string | null;
  residual: string | null;
  as_of: Date | null;
  unused: string | null;
  unused_as_of: Date | null;
  accounts: number | null;
  used: string | null;
  used_days: number | null;
  used_from: string | null;
  used_to: string | null;
};

type Expiring = { connection_id: number; expires_at: Date; bytes: string };

const bytesOf = (text: string | null) => (text === null ? null : BigInt(text));
const numberOf = (bytes: bigint | null) => (bytes === null ? null : Number(bytes));

function burnOf(row: Row): StockDto['burn'] {
  const { used, used_days: days, used_from: from, used_to: to } = row;
  if (used === null || !days || from === null || to === null) return null;
  return { bytesPerDay: Number(BigInt(used) / BigInt(days)), days, from, to };
}

function stateOf(sellable: bigint | null, residual: bigint | null, days: number | null): StockDto['state'] {
  if (residual === null) return 'unknown';
  if (residual <= 0n || (sellable !== null && sellable < 0n)) return 'short';
  return days !== null && days < LOW_DAYS ? 'low' : 'ok';
}

function toDto(row: Row, expiring: readonly Expiring[]): StockDto {
  const residual = bytesOf(row.residual);
  const unused = bytesOf(row.unused);
  const sellable = residual === null || unused === null ? null : residual - unused;
  const burn = burnOf(row);
  const left = residual !== null && residual > 0n ? Number(residual) : 0;
  const daysOfCover =
    residual === null || !burn || burn.bytesPerDay <= 0 ? null : Math.floor((left * 10) / burn.bytesPerDay) / 10;
  return {
    connectionId: String(row.id),
    connectionName: row.name,
    pool: row.pool,
    byteBase: byteBaseOf(row.usage_asset),
    residualBytes: numberOf(residual),
    residualAsOf: row.as_of?.toISOString() ?? null,
    unusedBytes: numberOf(unused),
    unusedAsOf: row.unused_as_of?.toISOString() ?? null,
    accounts: row.accounts ?? 0,
    sellableBytes: numberOf(sellable),
    burn,
    daysOfCover,
    expiring: expiring
      .filter((block) => block.connection_id === row.id)
      .map((block) => ({ expiresAt: block.expires_at.toISOString(), bytes: Number(block.bytes) })),
    state: stateOf(sellable, residual, daysOfCover),
  };
}

/**
 * What can still be sold at each connection: what the provider has left, less what customers hold and have not used; the
 * pace and how long it lasts; what expires soon. Rows that syncs keep, one a connection. Admins and viewers only.
 */
export async function getStock(ctx: Context, query: { connectionId?: number | undefined } = {}): Promise<StockDto[]> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const only = query.connectionId === undefined ? Prisma.empty : Prisma.sql`WHERE k.id = ${query.connectionId}`;
  // Customers' traffic comes from IPWeb's first pool; of IPIDEA's two figures the first that it states.
  const [rows, expiring] = await Promise.all([
    db().$queryRaw<Row[]>`
      SELECT k.id, k.name, k.usage_asset, p.pool, round(${bytesSql('p.residual', 'k.usage_asset')})::text AS residual, p.as_of,
        round(${bytesSql('s.unused', 'k.usage_asset')})::text AS unused, s.unused_as_of, s.accounts,
        round(${bytesSql('s.used', 'k.usage_asset')})::text AS used, s.used_days,
        to_char(s.used_from, 'YYYY-MM-DD') AS used_from, to_char(s.used_to, 'YYYY-MM-DD') AS used_to
      FROM connection k LEFT JOIN stock_level s ON s.connection_id = k.id
      LEFT JOIN LATERAL (SELECT pool, residual, as_of FROM pool_balance WHERE connection_id = k.id
        AND pool IN ('account', 'balance_left', 'flow_left') ORDER BY pool LIMIT 1) p ON true
      ${only} ORDER BY k.id LIMIT 500`,
    db().$queryRaw<Expiring[]>`
      SELECT b.connection_id, b.expires_at, round(${bytesSql('b.remaining', 'b.asset')})::text AS bytes FROM cost_block b
      WHERE b.tracked AND b.remaining > 0 AND b.expires_at > ${ctx.now()}
        AND b.expires_at < ${ctx.now()}::timestamptz + make_interval(days => ${EXPIRING_DAYS}::int) ORDER BY b.expires_at LIMIT 200`,
  ]);
  return rows.map((row) => toDto(row, expiring));
}
