import { TRAFFIC_ASSETS, type TrafficAsset } from '@/lib/core/assets';
import { divideRounded, formatDecimal } from '@/lib/core/decimal';

/** An amount in the provider's own unit for reading, rounded to the two decimals that providers tell: `1,034.24 MB`. */
export function unitsText(amount: bigint, asset: TrafficAsset): string {
  const { scale } = TRAFFIC_ASSETS[asset];
  const rounded = scale > 2 ? divideRounded(amount, 10n ** BigInt(scale - 2)) : amount;
  const [whole = '', rest] = formatDecimal(rounded, Math.min(scale, 2)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${rest === undefined ? grouped : `${grouped}.${rest}`} ${TRAFFIC_ASSETS[asset].unit}`;
}

/** The same with its sign. */
export function signedUnits(amount: bigint, asset: TrafficAsset): string {
  return amount < 0n ? `−${unitsText(-amount, asset)}` : `+${unitsText(amount, asset)}`;
}
