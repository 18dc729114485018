import { TRAFFIC_ASSETS, type TrafficAsset } from '@/lib/core/assets';

/**
 * Sums of traffic over connections, in bytes, for answers of many points: integers of the number type, at a tenth of what bigint
 * costs. Up to 2^53 (9 PB) nothing is rounded before the last step; more than that in a day is a provider's mistake, which is
 * shown as nearly as a number can.
 */

/** What is left below a byte is counted in millionths, the finest that any asset has. */
const MILLION = 1_000_000;

/** `size` stored integers of an asset are `bytes` bytes. */
type ByteFactor = { size: number; bytes: number };

/** Throws for a name that is no asset's. */
export function byteFactor(asset: string | null): ByteFactor {
  if (asset === null || !(asset in TRAFFIC_ASSETS)) throw new Error(`${asset} is no asset of traffic`);
  const { scale, bytesPerUnit } = TRAFFIC_ASSETS[asset as TrafficAsset]; // looked up in the line above
  return { size: 10 ** scale, bytes: Number(bytesPerUnit) };
}

/** The whole bytes of a stored amount. */
export function wholeBytes(amount: number, { size, bytes }: ByteFactor): number {
  return ((amount - (amount % size)) / size) * bytes;
}

/** What is left of it: millionths of a byte, less than 2^41 of them. */
export function millionths(amount: number, { size, bytes }: ByteFactor): number {
  return (amount % size) * bytes * (MILLION / size);
}

/** Sums of both parts as bytes, rounded half up. */
export function roundedBytes(whole: number, rest: number): number {
  const raised = rest + MILLION / 2;
  const below = ((raised % MILLION) + MILLION) % MILLION;
  return whole + (raised - below) / MILLION;
}

const COMMA = 44;
const ZERO = 48;

/** The elements of PostgreSQL's text for an array of integers without nulls, none below zero. */
export function integers(array: string | null): number[] {
  if (array === null || array.length <= 2) return [];
  const values: number[] = [];
  let value = 0;
  for (let at = 1; at < array.length - 1; at++) {
    const code = array.charCodeAt(at);
    if (code === COMMA) {
      values.push(value);
      value = 0;
    } else value = value * 10 + (code - ZERO);
  }
  values.push(value);
  return values;
}
