import { type Context, requireRole } from '@/lib/core/actor';
import { byteNumber } from '@/lib/core/wire';
import { bytesSql } from '@/lib/infra/asset-sql';
import { db, Prisma } from '@/lib/infra/db';
import type { BalancesDto, BalancesQuery } from './schemas';

type Row = {
  connectionId: string;
  pool: string;
  recharged: string | null;
  consumed: string | null;
  residual: string;
  asOf: Date;
};

const bytes = (text: string | null) => (text === null ? null : byteNumber(BigInt(text)));

/** What the providers say is left in our pools, as last read. Admins and viewers only. */
export async function getBalances(ctx: Context, query: BalancesQuery = {}): Promise<BalancesDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const only =
    query.connectionId === undefined ? Prisma.empty : Prisma.sql`WHERE b.connection_id = ${query.connectionId}`;
  const rows = await db().$queryRaw<Row[]>`
    SELECT b.connection_id::text AS "connectionId", b.pool, b.as_of AS "asOf",
      round(${bytesSql('b.recharged', 'k.usage_asset')})::text AS recharged,
      round(${bytesSql('b.consumed', 'k.usage_asset')})::text AS consumed,
      round(${bytesSql('b.residual', 'k.usage_asset')})::text AS residual
    FROM pool_balance b JOIN connection k ON k.id = b.connection_id ${only} ORDER BY b.connection_id, b.pool`;
  const data = rows.map((row) => ({
    connectionId: row.connectionId,
    pool: row.pool,
    rechargedBytes: bytes(row.recharged),
    consumedBytes: bytes(row.consumed),
    residualBytes: byteNumber(BigInt(row.residual)),
    asOf: row.asOf.toISOString(),
  }));
  return { data, nextCursor: null };
}
