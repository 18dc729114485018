import { formatUnits, TRAFFIC_ASSETS, type TrafficAsset } from '@/lib/core/assets';

/** An amount in the provider's own unit, e.g. `1,034.24 MB`. */
export function unitsText(amount: bigint, asset: TrafficAsset): string {
  const [whole = '', rest] = formatUnits({ asset, amount }).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${rest === undefined ? grouped : `${grouped}.${rest}`} ${TRAFFIC_ASSETS[asset].unit}`;
}

/** The same with its sign. */
export function signedUnits(amount: bigint, asset: TrafficAsset): string {
  return amount < 0n ? `−${unitsText(-amount, asset)}` : `+${unitsText(amount, asset)}`;
}
