import 'server-only';
import { Prisma } from '@/generated/prisma/client';
import { TRAFFIC_ASSET_NAMES, TRAFFIC_ASSETS } from '@/lib/core/assets';
import { formatDecimal } from '@/lib/core/decimal';

/** Bytes of one stored integer of an asset, as exact decimal text (every scale is a power of ten). */
function bytesPerStoredUnit(asset: (typeof TRAFFIC_ASSET_NAMES)[number]): string {
  const { scale, bytesPerUnit } = TRAFFIC_ASSETS[asset];
  return formatDecimal(bytesPerUnit, scale);
}

const CASES = TRAFFIC_ASSET_NAMES.map((asset) => `WHEN '${asset}' THEN ${bytesPerStoredUnit(asset)}`).join(' ');

/**
 * SQL for the bytes of a stored amount, exact (numeric, not rounded): `round()` it once, after summing.
 * `amount` and `asset` are SQL expressions of ours, never input.
 */
export function bytesSql(amount: string, asset: string): Prisma.Sql {
  return Prisma.raw(`((${amount})::numeric * (CASE ${asset} ${CASES} END))`);
}
