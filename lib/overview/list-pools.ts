import type { ConnectionDto } from '@/lib/connections/schemas';
import { type Context, requireRole } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import type { StockDto } from '@/lib/stock/schemas';
import type { BalancesDto } from '@/lib/usage/schemas';
import type { PoolDto, SourcesDto } from './types';

/** Final days that a pool's pace is made of. */
const PACE_DAYS = 7;

type Pace = { connection_id: number; pool: string; days_left: number };

/** How long each pool lasts at the pace of its own stream, by `connection:pool`; not those whose pace nobody tells. */
export async function readPace(ctx: Context): Promise<Map<string, number>> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const rows = await db().$queryRaw<Pace[]>`
    SELECT b.connection_id, b.pool, (greatest(b.residual, 0)::float8 * u.days / u.used) AS days_left
    FROM pool_balance b CROSS JOIN LATERAL (
      SELECT sum(t.total) AS used, count(*) AS days FROM (SELECT v.day FROM usage_coverage v
        WHERE v.connection_id = b.connection_id AND v.settled ORDER BY v.day DESC LIMIT ${PACE_DAYS}::int) AS pace
      JOIN agent_total_day t ON t.connection_id = b.connection_id AND t.day = pace.day
        AND t.stream = (CASE WHEN b.pool = 'account2' THEN 'nni' ELSE 'standard' END)::"TotalStream") AS u
    WHERE u.used > 0`;
  return new Map(rows.map((row) => [`${row.connection_id}:${row.pool}`, Math.floor(row.days_left * 10) / 10]));
}

type Parts = {
  balances: BalancesDto['data'];
  stock: readonly StockDto[];
  pace: ReadonlyMap<string, number>;
  connections: readonly ConnectionDto[];
  sources: SourcesDto;
};

/** Our pools with what is left and how long it lasts, and for the one that is sold from what can still be sold. */
export function toPools({ balances, stock, pace, connections, sources }: Parts): PoolDto[] {
  return balances.map(({ connectionId, pool, residualBytes, rechargedBytes, asOf }) => {
    const sold = stock.find((one) => one.connectionId === connectionId && one.pool === pool);
    return {
      connectionId,
      connectionName: connections.find(({ id }) => id === connectionId)?.name ?? null,
      pool,
      residualBytes,
      rechargedBytes,
      byteBase: sources.data.find((source) => source.connectionId === connectionId)?.byteBase ?? 1024,
      daysOfCover: sold?.daysOfCover ?? pace.get(`${connectionId}:${pool}`) ?? null,
      sellableBytes: sold?.sellableBytes ?? null,
      asOf,
    };
  });
}
