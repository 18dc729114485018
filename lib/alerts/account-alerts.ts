import { TRAFFIC_ASSETS, type TrafficAsset } from '@/lib/core/assets';
import { Prisma, type Tx } from '@/lib/infra/db';
import { DEFAULTS } from './internal';

/** What has changed about an account's alert. */
export type AccountNews = {
  state: 'low' | 'normal';
  account_id: number;
  account_name: string;
  customer_id: number | null;
  customer_name: string | null;
  agent_id: number | null;
  level: number;
  levels: number;
  residual: bigint;
  residual_as_of: Date | null;
  full_residual: bigint | null;
  /** Tenths of a day at the pace of the last settled days; null without one. */
  tenths_left: bigint | null;
};

/** An account that nobody has used for so long runs low of nothing. */
const IDLE_DAYS = 14;

/** A level is over once the residual is this much above it, in tenths: 11 is 10 % more. */
const HELD_TENTHS = 11;

const array = (values: readonly (number | bigint)[], type: string) =>
  Prisma.raw(`ARRAY[${values.join(',')}]::${type}[]`);

/** How many thresholds, times `tenths`/10, an account is below. */
function levelSql({ scale, unitsPerGb }: { scale: number; unitsPerGb: bigint }, tenths: number): Prisma.Sql {
  const gb = Prisma.raw(`${unitsPerGb * 10n ** BigInt(scale)}::numeric / 1000000`);
  const factor = Prisma.raw(String(tenths));
  return Prisma.sql`(
    (SELECT count(*) FROM unnest(l.percents) p WHERE l.full_residual > 0 AND l.residual::numeric * 1000 <= l.full_residual::numeric * p * ${factor})
    + (SELECT count(*) FROM unnest(l.gbs) g WHERE l.residual::numeric * 10 <= g * ${gb} * ${factor})
    + (SELECT count(*) FROM unnest(l.days) d WHERE l.recent_usage > 0
        AND l.residual::numeric * l.recent_usage_days * 10 <= l.recent_usage::numeric * d * ${factor})
  )::int`;
}

/** Gives accounts that have none yet what counts as full: their last recharge, or what is left where that is more. */
export async function fillFull(tx: Tx, connectionId: number, asset: TrafficAsset): Promise<void> {
  await tx.$executeRaw`
    UPDATE upstream_account a SET full_residual = greatest(a.residual, (
      SELECT r.amount FROM provider_record r WHERE r.connection_id = a.connection_id AND r.external_account_id = a.external_id
        AND r.kind = 'recharge' AND r.asset = ${asset} AND r.amount > 0 ORDER BY r.at DESC LIMIT 1))
    WHERE a.connection_id = ${connectionId} AND a.full_residual IS NULL AND a.residual IS NOT NULL`;
}

/**
 * Raises, lowers and clears the alerts of a connection's accounts by the thresholds that count for each customer, and tells
 * what is news: a level that was reached the first time since it was last over, or that all is well again. One statement,
 * whatever the number of accounts. The caller holds the connection's alert lock.
 */
export function updateAccountAlerts(
  tx: Tx,
  connectionId: number,
  asset: TrafficAsset,
  now: Date,
): Promise<AccountNews[]> {
  const unit = TRAFFIC_ASSETS[asset];
  const { percents, gbs, days } = DEFAULTS.account;
  return tx.$queryRaw<AccountNews[]>`
    WITH rules AS (
      SELECT agent_id, customer_id, CASE WHEN enabled THEN percents ELSE '{}' END AS percents,
        CASE WHEN enabled THEN gbs ELSE '{}' END AS gbs, CASE WHEN enabled THEN days ELSE '{}' END AS days
      FROM alert_rule WHERE scope = 'account'
      UNION ALL
      SELECT NULL, NULL, ${array(percents, 'int')}, ${array(gbs, 'bigint')}, ${array(days, 'int')}
      WHERE NOT EXISTS (SELECT FROM alert_rule WHERE scope = 'account' AND agent_id IS NULL AND customer_id IS NULL)
    ), looked AS (
      SELECT a.id, a.residual, a.residual_as_of, a.full_residual, a.recent_usage, a.recent_usage_days, a.last_usage_day,
        coalesce(a.label, a.external_name, a.external_id) AS account_name, c.id AS customer_id, c.name AS customer_name, c.agent_id,
        CASE WHEN c.id IS NULL THEN '{}' ELSE coalesce(rc.percents, ra.percents, ri.percents) END AS percents,
        CASE WHEN c.id IS NULL THEN '{}' ELSE coalesce(rc.gbs, ra.gbs, ri.gbs) END AS gbs,
        CASE WHEN c.id IS NULL THEN '{}' ELSE coalesce(rc.days, ra.days, ri.days) END AS days,
        o.id AS alert_id, o.level AS was
      FROM upstream_account a
        LEFT JOIN customer c ON c.id = a.customer_id AND c.archived_at IS NULL
        LEFT JOIN rules rc ON rc.customer_id = c.id
        LEFT JOIN rules ra ON ra.agent_id = c.agent_id AND ra.customer_id IS NULL
        LEFT JOIN rules ri ON ri.agent_id IS NULL AND ri.customer_id IS NULL
        LEFT JOIN alert o ON o.kind = 'account' AND o.subject = a.id::text AND o.cleared_at IS NULL
      WHERE a.connection_id = ${connectionId} AND a.residual IS NOT NULL AND (c.id IS NOT NULL OR o.id IS NOT NULL)
    ), judged AS MATERIALIZED (
      SELECT l.*, cardinality(percents) + cardinality(gbs) + cardinality(days) AS levels,
        ${levelSql(unit, 10)} AS level, ${levelSql(unit, HELD_TENTHS)} AS held
      FROM looked l
    ), raised AS (
      INSERT INTO alert (kind, subject, level, agent_id, customer_id, connection_id, detail, raised_at, raised_to_at)
      SELECT 'account', id::text, level, agent_id, customer_id, ${connectionId}::int, '', ${now}::timestamptz, ${now}::timestamptz
      FROM judged WHERE level > coalesce(was, 0)
        AND (was IS NOT NULL OR last_usage_day >= ${now}::date - ${IDLE_DAYS}::int)
      ON CONFLICT (kind, subject) WHERE cleared_at IS NULL
      DO UPDATE SET level = excluded.level, raised_to_at = excluded.raised_to_at, agent_id = excluded.agent_id,
        customer_id = excluded.customer_id WHERE alert.level < excluded.level
      RETURNING subject
    ), lowered AS (
      -- Levels that are over can be reached anew.
      UPDATE alert a SET level = CASE WHEN j.held > 0 THEN j.held ELSE a.level END,
        cleared_at = CASE WHEN j.held > 0 THEN NULL ELSE ${now}::timestamptz END
      FROM judged j WHERE a.id = j.alert_id AND j.held < a.level
      RETURNING a.subject, a.cleared_at
    ), news AS (
      SELECT subject, 'low' AS state FROM raised
      UNION ALL SELECT subject, 'normal' FROM lowered WHERE cleared_at IS NOT NULL
    )
    SELECT n.state, j.id AS account_id, j.account_name, j.customer_id, j.customer_name, j.agent_id, j.level, j.levels, j.residual,
      j.residual_as_of, j.full_residual,
      CASE WHEN j.recent_usage > 0 THEN (greatest(j.residual, 0)::numeric * j.recent_usage_days * 10 / j.recent_usage)::bigint END AS tenths_left
    FROM news n JOIN judged j ON j.id::text = n.subject
    -- Without thresholds or customer an alert ends in silence.
    WHERE n.state = 'low' OR (j.customer_id IS NOT NULL AND j.levels > 0)
    ORDER BY j.level DESC, tenths_left NULLS LAST, j.id`;
}
