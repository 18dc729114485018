import { TRAFFIC_ASSETS, type TrafficAsset } from '@/lib/core/assets';
import { divideRounded } from '@/lib/core/decimal';
import { formatMoney, type MoneyText, minorDigits } from '@/lib/core/money';
import { gbText } from '@/lib/core/wire';

/** The unit in which a provider's traffic is sold, and so bought. */
export const TRADED_IN = { ipweb: 'IPWEB_MB', freebit: 'FREEBIT_QUOTA_MB', ipidea: 'IPIDEA_MB' } as const;

/** An amount of an asset as text in GB, rounded at 6 decimals: for showing. An unknown asset is an error of ours. */
export function gbOf(amount: bigint, asset: string): string {
  if (!(asset in TRAFFIC_ASSETS)) throw new Error(`${asset} is no traffic`);
  // The name was checked on the line above.
  const { unitsPerGb, scale } = TRAFFIC_ASSETS[asset as TrafficAsset];
  return gbText(divideRounded(amount * 1_000_000n, unitsPerGb * 10n ** BigInt(scale)));
}

/** What a GB costs at a price in millionths for an amount of an asset; millionths, rounded. */
export function perGbOf(micro: bigint, amount: bigint, asset: string): bigint {
  if (!(asset in TRAFFIC_ASSETS)) throw new Error(`${asset} is no traffic`);
  // The name was checked on the line above.
  const { unitsPerGb, scale } = TRAFFIC_ASSETS[asset as TrafficAsset];
  return divideRounded(micro * unitsPerGb * 10n ** BigInt(scale), amount);
}

/** Millionths of a currency in minor units, rounded once. */
export function minorOf(micro: bigint, currency: string): bigint {
  return divideRounded(micro, 10n ** BigInt(6 - minorDigits(currency)));
}

/** Millionths of a currency as money. */
export function moneyOf(micro: bigint, currency: string): MoneyText {
  return formatMoney({ minor: minorOf(micro, currency), currency });
}
