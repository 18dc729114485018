import { TRAFFIC_ASSETS, type TrafficAsset } from '@/lib/core/assets';
import type { Tx } from '@/lib/infra/db';
import { DEFAULTS, type Thresholds } from './internal';

export type PoolNews = {
  state: 'low' | 'normal';
  pool: string;
  level: number;
  levels: number;
  residual: bigint;
  asOf: Date;
  tenthsLeft: bigint | null;
};

type Row = {
  pool: string;
  residual: bigint;
  asOf: Date;
  used: bigint;
  days: number;
  alertId: number | null;
  was: number;
};

/** Settled days that a pool's pace is made of. */
const PACE_DAYS = 7;

/** What is left of a connection's pools and how much of each is used; the second pool of IPWeb by its own stream. */
export function readPools(tx: Tx, connectionId: number): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT b.pool, b.residual, b.as_of AS "asOf", coalesce(u.used, 0)::bigint AS used, coalesce(u.days, 0)::int AS days,
      o.id AS "alertId", coalesce(o.level, 0) AS was
    FROM pool_balance b
      LEFT JOIN LATERAL (
        SELECT sum(t.total) AS used, count(*) AS days FROM (SELECT v.day FROM usage_coverage v
          WHERE v.connection_id = b.connection_id AND v.settled ORDER BY v.day DESC LIMIT ${PACE_DAYS}::int) AS pace
        JOIN agent_total_day t ON t.connection_id = b.connection_id AND t.day = pace.day
          AND t.stream = (CASE WHEN b.pool = 'account2' THEN 'nni' ELSE 'standard' END)::"TotalStream"
      ) AS u ON true
      LEFT JOIN alert o ON o.kind = 'pool' AND o.subject = b.connection_id || ':' || b.pool AND o.cleared_at IS NULL
    WHERE b.connection_id = ${connectionId} AND (b.residual <> 0 OR coalesce(b.recharged, 0) <> 0)`;
}

function levelOf(
  row: Row,
  { gbs, days }: Thresholds,
  unit: { scale: number; unitsPerGb: bigint },
  tenths: bigint,
): number {
  const gbUnits = unit.unitsPerGb * 10n ** BigInt(unit.scale);
  const belowGb = gbs.filter((gb) => row.residual * 10n * 1_000_000n <= gb * gbUnits * tenths);
  const belowDays = days.filter(
    (day) => row.used > 0n && row.residual * BigInt(row.days) * 10n <= row.used * BigInt(day) * tenths,
  );
  return belowGb.length + belowDays.length;
}

/** Raises, lowers and clears the alerts of a connection's pools. The caller holds the connection's alert lock. */
export async function updatePoolAlerts(
  tx: Tx,
  connectionId: number,
  asset: TrafficAsset,
  now: Date,
): Promise<PoolNews[]> {
  const rule = (await tx.alertRule.findFirst({ where: { scope: 'pool' } })) ?? DEFAULTS.pool;
  const thresholds = rule.enabled ? rule : { ...rule, gbs: [], days: [] };
  const unit = TRAFFIC_ASSETS[asset];
  const news: PoolNews[] = [];
  for (const row of await readPools(tx, connectionId)) {
    const level = levelOf(row, thresholds, unit, 10n);
    const held = levelOf(row, thresholds, unit, 11n);
    const { pool, residual, asOf } = row;
    const levels = thresholds.gbs.length + thresholds.days.length;
    const tenthsLeft = row.used > 0n ? (residual * BigInt(row.days) * 10n) / row.used : null;
    const told = { pool, level, levels, residual, asOf, tenthsLeft };
    if (level > row.was) {
      await raise(tx, { connectionId, pool, level, alertId: row.alertId }, now);
      news.push({ state: 'low', ...told });
    } else if (row.alertId !== null && held < row.was) {
      const change = held > 0 ? { level: held } : { clearedAt: now };
      await tx.alert.updateMany({ where: { id: row.alertId, clearedAt: null }, data: change });
      if (held === 0 && levels > 0) news.push({ state: 'normal', ...told });
    }
  }
  return news;
}

async function raise(
  tx: Tx,
  alert: { connectionId: number; pool: string; level: number; alertId: number | null },
  now: Date,
): Promise<void> {
  const { connectionId, pool, level, alertId } = alert;
  if (alertId !== null) {
    await tx.alert.updateMany({ where: { id: alertId, clearedAt: null }, data: { level, raisedToAt: now } });
    return;
  }
  const subject = `${connectionId}:${pool}`;
  const data = { kind: 'pool', subject, level, connectionId, detail: '', raisedAt: now, raisedToAt: now };
  await tx.alert.create({ data, select: { id: true } });
}
