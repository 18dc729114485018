import { TRAFFIC_ASSETS, type TrafficAsset } from '@/lib/core/assets';
import type { CalendarDate } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
import { type Act, residualCause } from './figure-causes';
import type { ResidualSides } from './figure-schemas';
import { signedUnits, unitsText } from './figure-words';
import type { FigureDifference } from './keep-figures';
import { type ResidualWindow, residualGap, usedRange } from './residual-gap';
import { type AccountWindow, findUnevenWindows } from './residual-windows';
import { MATCH_RULES } from './sides';

export type Compared = {
  connectionId: number;
  timeZone: string;
  asset: TrafficAsset;
  /** First day of a block. */
  from: CalendarDate;
};

type Around = { accountId: number; acts: (Act & { at: Date })[]; restated: { amount: bigint; at: Date }[] };

/** The figures of both sides as they are kept. */
export function residualSidesOf(
  pool: string | null,
  window: ResidualWindow,
  instants: { fromAt: Date; toAt: Date },
): ResidualSides {
  const { low, high } = residualGap(window);
  const used = usedRange(window);
  return {
    of: 'residual',
    pool,
    start: { residual: String(window.start.residual), at: instants.fromAt.toISOString() },
    end: { residual: String(window.end.residual), at: instants.toAt.toISOString() },
    credited: { low: String(window.creditedLow), high: String(window.creditedHigh) },
    used: { low: String(used.low), high: String(used.high) },
    expected: { low: String(low), high: String(high) },
    tolerance: String(window.tolerance),
    slack: String(high - low),
  };
}

/** `2,048 MB more are left than the readings allow.` */
export function residualDetail(gap: bigint, asset: TrafficAsset): string {
  return `${unitsText(gap < 0n ? -gap : gap, asset)} ${gap < 0n ? 'less' : 'more'} left than was credited and used.`;
}

/** What else is known of the accounts that do not come out even: their acts, orders whose line is missing, restatements. */
async function readAround(compared: Compared, windows: readonly AccountWindow[]): Promise<Map<number, Around>> {
  const { connectionId, asset } = compared;
  const ids = [...new Set(windows.map(({ accountId }) => accountId))];
  const since = new Date(Math.min(...windows.map(({ fromAt }) => fromAt.getTime())) - MATCH_RULES.skewMs);
  const [acts, restated] = await Promise.all([
    db().$queryRaw<(Act & { accountId: number; at: Date })[]>`
      SELECT a.id AS "accountId", 'record' AS of, r.id::text AS id, r.amount, r.at FROM provider_record r
        JOIN upstream_account a ON a.connection_id = r.connection_id AND a.external_id = r.external_account_id
      WHERE r.connection_id = ${connectionId} AND a.id = ANY (${ids}::int[]) AND r.at >= ${since} AND r.asset = ${asset}
        AND r.kind IN ('recharge', 'consumption') AND r.amount <> 0
      UNION ALL
      SELECT o.account_id, 'order', o.id::text, CASE WHEN o.type = 'deduct' THEN -o.amount ELSE o.amount END, o.created_at
      FROM discrepancy d JOIN "order" o ON o.id = d.order_id
      WHERE d.connection_id = ${connectionId} AND d.kind = 'only_ours' AND d.resolved_at IS NULL
        AND o.account_id = ANY (${ids}::int[]) AND o.created_at >= ${since} AND o.asset = ${asset}`,
    db().$queryRaw<{ accountId: number; amount: bigint; at: Date }[]>`
      SELECT account_id AS "accountId", new_total - old_total AS amount, read_at AS at FROM usage_restatement
      WHERE account_id = ANY (${ids}::int[]) AND read_at >= ${since}`,
  ]);
  const around = new Map<number, Around>(ids.map((accountId) => [accountId, { accountId, acts: [], restated: [] }]));
  for (const { accountId, ...act } of acts) around.get(accountId)?.acts.push(act);
  for (const { accountId, ...change } of restated) around.get(accountId)?.restated.push(change);
  return around;
}

function toDifference(compared: Compared, found: AccountWindow, around: Around | undefined): FigureDifference[] {
  const { window, fromAt, toAt } = found;
  const { gap, low, high } = residualGap(window);
  if (gap === 0n) return [];
  const { asset } = compared;
  const inWindow = (at: Date) =>
    at.getTime() >= fromAt.getTime() - MATCH_RULES.skewMs && at.getTime() <= toAt.getTime() + MATCH_RULES.skewMs;
  const used = usedRange(window);
  const { code, ...side } = residualCause({
    gap,
    endResidual: window.end.residual,
    used: (used.low + used.high) / 2n,
    credited: window.creditedHigh,
    slack: high - low,
    acts: (around?.acts ?? []).filter(({ at }) => inWindow(at)),
    restated: (around?.restated ?? []).reduce((sum, { amount }) => sum + amount, 0n),
  });
  return [
    {
      kind: 'residual_mismatch',
      // The first reading of a block of days begins one window only, however far it reaches by now.
      fingerprint: `${compared.connectionId}:residual_mismatch:${found.accountId}:${found.from}`,
      accountId: found.accountId,
      since: found.from,
      day: found.to,
      amount: gap,
      guess: code,
      detail: `${residualDetail(gap, asset)} ${signedUnits(gap, asset)} beyond the tolerance.`,
      ...side,
      sides: residualSidesOf(null, window, found),
    },
  ];
}

/** Accounts whose residual does not follow from what was credited and used, over settled days. */
export async function compareResiduals(compared: Compared): Promise<FigureDifference[]> {
  const windows = await findUnevenWindows({
    ...compared,
    scale: TRAFFIC_ASSETS[compared.asset].scale,
    skewMs: MATCH_RULES.skewMs,
  });
  if (windows.length === 0) return [];
  const around = await readAround(compared, windows);
  return windows.flatMap((found) => toDifference(compared, found, around.get(found.accountId)));
}
