import { GB_SCALE } from '@/lib/core/assets';
import { formatDecimal } from '@/lib/core/decimal';
import type { ThresholdsDto } from './schemas';

export type Scope = 'account' | 'pool';

export type Thresholds = { enabled: boolean; percents: number[]; gbs: bigint[]; days: number[] };

/** What counts where nobody has set anything. */
export const DEFAULTS: Record<Scope, Thresholds> = {
  account: { enabled: true, percents: [20, 10, 5], gbs: [], days: [] },
  pool: { enabled: true, percents: [], gbs: [], days: [7, 3, 1] },
};

/** Thresholds as they are told: GB as decimal text. */
export function toThresholdsDto({ enabled, percents, gbs, days }: Thresholds): ThresholdsDto {
  return { enabled, percents, gbs: gbs.map((gb) => formatDecimal(gb, GB_SCALE)), days };
}

/** First key of our advisory locks: one process at a time looks at the alerts of a connection. */
export const ALERT_LOCK = 7_236_487;
