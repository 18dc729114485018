import { divideRounded, formatDecimal, parseDecimal } from './decimal';

/**
 * Traffic assets: a provider's unit with its scale (decimals of a stored integer) and its size in bytes.
 * IPWeb: 1 MB = 2^20 bytes, inferred from its samples. IPIDEA: 1 M = 10^6 bytes, proved by its balances.
 * Freebit: KB is 1000 bytes until observed otherwise, a connection setting; its quota is in MB of 1024 a GB.
 */
export const TRAFFIC_ASSETS = {
  IPWEB_MB: { scale: 6, unit: 'MB', bytesPerUnit: 1_048_576n, unitsPerGb: 1024n },
  IPIDEA_MB: { scale: 6, unit: 'MB', bytesPerUnit: 1_000_000n, unitsPerGb: 1000n },
  FREEBIT_KB1000: { scale: 3, unit: 'KB', bytesPerUnit: 1_000n, unitsPerGb: 1_000_000n },
  FREEBIT_KB1024: { scale: 3, unit: 'KB', bytesPerUnit: 1_024n, unitsPerGb: 1_048_576n },
  FREEBIT_QUOTA_MB: { scale: 0, unit: 'MB', bytesPerUnit: 1_048_576n, unitsPerGb: 1024n },
} as const;

export type TrafficAsset = keyof typeof TRAFFIC_ASSETS;

export const TRAFFIC_ASSET_NAMES = Object.keys(TRAFFIC_ASSETS) as TrafficAsset[];

/** An amount of one asset: an integer at the asset's scale. */
export type Quantity = { asset: TrafficAsset; amount: bigint };

/** Whether an asset counts 1,024 or 1,000 bytes to the KB; 1,024 for a name that is not known. */
export function byteBaseOf(asset: string): 1000 | 1024 {
  const known = TRAFFIC_ASSET_NAMES.find((name) => name === asset);
  const { unitsPerGb, bytesPerUnit } = TRAFFIC_ASSETS[known ?? 'IPWEB_MB'];
  return unitsPerGb * bytesPerUnit === 1_000_000_000n ? 1000 : 1024;
}

/** Decimals of an amount in GB, in orders and in the HTTP API. */
export const GB_SCALE = 6;

/** Bytes of a quantity, rounded half up once, for display, sums over providers and the HTTP API only. */
export function toBytes(quantity: Quantity): bigint {
  const { scale, bytesPerUnit } = TRAFFIC_ASSETS[quantity.asset];
  return divideRounded(quantity.amount * bytesPerUnit, 10n ** BigInt(scale));
}

/** An amount in GB (integer at GB_SCALE) as a quantity; `null` when it is finer than the asset can hold. */
export function quantityFromGb(gb: bigint, asset: TrafficAsset): Quantity | null {
  const { scale, unitsPerGb } = TRAFFIC_ASSETS[asset];
  const numerator = gb * unitsPerGb * 10n ** BigInt(scale);
  const denominator = 10n ** BigInt(GB_SCALE);
  return numerator % denominator === 0n ? { asset, amount: numerator / denominator } : null;
}

/** Parses a provider's figure in the asset's unit; `null` when it is no number or finer than the scale. */
export function parseQuantity(text: string, asset: TrafficAsset): Quantity | null {
  const amount = parseDecimal(text, TRAFFIC_ASSETS[asset].scale);
  return amount === null ? null : { asset, amount };
}

/** Decimals at which a figure with the traces of float arithmetic is looked at. */
const FINE_SCALE = 40;
/** Fewer digits than this are what somebody meant, not what a double adds to a sum. */
const MIN_FLOAT_DIGITS = 15;

/**
 * A provider's figure that it computed in doubles: 513034.2400000001 and 0.30000000000000004 are 513034.24 and 0.3. Off by
 * no more than such arithmetic makes (a hundredth of a millionth, or the last digits of a large figure); `null` when it is
 * no number or truly finer than the scale.
 */
export function parseFloatFigure(text: string, asset: TrafficAsset): Quantity | null {
  const exact = parseQuantity(text, asset);
  if (exact) return exact;
  const fine = parseDecimal(text, FINE_SCALE);
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/^[-+0.]+/, '')
    .replace('.', '').length;
  if (fine === null || digits < MIN_FLOAT_DIGITS) return null;
  const step = 10n ** BigInt(FINE_SCALE - TRAFFIC_ASSETS[asset].scale);
  const amount = divideRounded(fine, step);
  const magnitude = (value: bigint) => (value < 0n ? -value : value);
  const off = magnitude(fine - amount * step);
  const isTrace = off <= 10n ** BigInt(FINE_SCALE - 8) || off <= magnitude(fine) / 10n ** 15n;
  return isTrace ? { asset, amount } : null;
}

/** The amount in the provider's own unit as plain decimal text, e.g. `1034.24`. */
export function formatUnits(quantity: Quantity): string {
  return formatDecimal(quantity.amount, TRAFFIC_ASSETS[quantity.asset].scale);
}
