import { agentScope, type Context, seesInternals } from '@/lib/core/actor';
import { byteBaseOf, TRAFFIC_ASSET_NAMES, toBytes } from '@/lib/core/assets';
import { byteNumber } from '@/lib/core/wire';
import { db } from '@/lib/infra/db';
import { readPools } from './pool-alerts';
import type { OpenAlertsDto, PoolAlertDto } from './schemas';

async function openPools(): Promise<PoolAlertDto[]> {
  const alerts = await db().alert.findMany({
    where: { kind: 'pool', clearedAt: null },
    orderBy: { id: 'asc' },
    take: 20,
  });
  const ids = [...new Set(alerts.flatMap(({ connectionId }) => (connectionId === null ? [] : [connectionId])))];
  const connections = await db().connection.findMany({ where: { id: { in: ids }, status: { not: 'disabled' } } });
  const found = await Promise.all(
    connections.map(async (connection) => {
      const asset = TRAFFIC_ASSET_NAMES.find((name) => name === connection.usageAsset);
      const rows = asset ? await readPools(db(), connection.id) : [];
      return rows.flatMap((row): PoolAlertDto[] => {
        const alert = alerts.find(({ id }) => id === row.alertId);
        if (!alert || !asset) return [];
        return [
          {
            connectionId: String(connection.id),
            connectionName: connection.name,
            pool: row.pool,
            residualBytes: byteNumber(toBytes({ asset, amount: row.residual })),
            byteBase: byteBaseOf(asset),
            daysLeft: row.used > 0n ? Number((row.residual * BigInt(row.days) * 10n) / row.used) / 10 : null,
            asOf: row.asOf.toISOString(),
            raisedAt: alert.raisedAt.toISOString(),
          },
        ];
      });
    }),
  );
  return found.flat();
}

/** What is on now: how many accounts are below a threshold (an agent's own), and for the house which pools. */
export async function listOpenAlerts(ctx: Context): Promise<OpenAlertsDto> {
  const scope = agentScope(ctx.actor);
  const where = { kind: 'account', clearedAt: null, ...(scope === null ? {} : { agentId: scope }) };
  const [accounts, pools] = await Promise.all([
    db().alert.aggregate({ where, _count: true, _max: { raisedToAt: true } }),
    seesInternals(ctx.actor) ? openPools() : [],
  ]);
  return { accounts: accounts._count, newestAt: accounts._max.raisedToAt?.toISOString() ?? null, pools };
}
