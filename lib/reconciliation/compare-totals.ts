import { TRAFFIC_ASSETS } from '@/lib/core/assets';
import { db } from '@/lib/infra/db';
import type { Compared } from './compare-residuals';
import { usageCause } from './figure-causes';
import { signedUnits } from './figure-words';
import type { FigureDifference } from './keep-figures';
import { roundingOf } from './residual-gap';

type Day = {
  day: string;
  standard: bigint;
  nni: bigint | null;
  accounts: bigint;
  rows: number;
  restated: bigint;
};

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

/**
 * What the accounts lack or have too much against the provider's own totals of a day; 0 within rounding. Nothing says whether
 * the accounts' rows hold the NNI stream too: either sum agrees.
 */
function totalsGap(day: Pick<Day, 'standard' | 'nni' | 'accounts'>, tolerance: bigint): bigint {
  const gap = day.accounts - day.standard;
  if (size(gap) <= tolerance) return 0n;
  return day.nni !== null && size(gap - day.nni) <= tolerance ? 0n : gap;
}

/** Settled days on which the accounts' sum is not what the provider states for all of them. A day that it does not state is a gap. */
export async function compareTotals({ connectionId, asset, from }: Compared): Promise<FigureDifference[]> {
  const days = await db().$queryRaw<Day[]>`
    SELECT to_char(v.day, 'YYYY-MM-DD') AS day, t.total AS standard, n.total AS nni, coalesce(u.total, 0)::bigint AS accounts,
      coalesce(u.accounts, 0) AS rows, coalesce(s.restated, 0)::bigint AS restated
    FROM usage_coverage v
      JOIN agent_total_day t ON t.connection_id = v.connection_id AND t.day = v.day AND t.stream = 'standard'
      LEFT JOIN agent_total_day n ON n.connection_id = v.connection_id AND n.day = v.day AND n.stream = 'nni'
      LEFT JOIN usage_by_connection u ON u.connection_id = v.connection_id AND u.day = v.day
      LEFT JOIN LATERAL (SELECT sum(r.new_total - r.old_total) AS restated FROM usage_restatement r
        JOIN upstream_account a ON a.id = r.account_id
        WHERE a.connection_id = v.connection_id AND r.day = v.day AND coalesce(u.total, 0) <> t.total) AS s ON true
    WHERE v.connection_id = ${connectionId} AND v.settled AND v.day >= ${from}::date ORDER BY v.day`;
  return days.flatMap((row): FigureDifference[] => {
    const tolerance = roundingOf(TRAFFIC_ASSETS[asset].scale, { residuals: 0, rows: row.rows + 1 });
    const gap = totalsGap(row, tolerance);
    if (gap === 0n) return [];
    const { day, accounts, standard, nni } = row;
    return [
      {
        kind: 'usage_mismatch',
        fingerprint: `${connectionId}:usage_mismatch:${day}`,
        accountId: null,
        since: day,
        day,
        amount: gap,
        guess: usageCause({ ...row, slack: tolerance }),
        detail: `The accounts’ sum is ${signedUnits(gap, asset)} off the provider’s own total.`,
        orderId: null,
        recordId: null,
        sides: {
          of: 'usage',
          day,
          accounts: String(accounts),
          standard: String(standard),
          nni: nni === null ? null : String(nni),
          tolerance: String(tolerance),
          slack: String(tolerance),
        },
      },
    ];
  });
}
