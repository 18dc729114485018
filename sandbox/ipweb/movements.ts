import { formatDecimal, parseDecimal } from '../decimal';

/** All traffic amounts of IPWeb are integers of 1e-6 MB. */
export const MB_SCALE = 6;
/** A GB in 1e-6 MB: 1024 MB. */
export const GB_MICRO = 1_024_000_000n;

/** A recharge (positive) or deduction (negative) of one customer. */
export interface Movement {
  seq: number;
  atMs: number;
  customerId: number;
  micro: bigint;
  orderId: string | null;
  /** `history` came with the world, `api` from a call, `operator` from the control API, as if made in the provider's console. */
  source: 'history' | 'api' | 'operator';
}

/** A credit of the vendor to the agent itself. */
export interface VendorCredit {
  atMs: number;
  micro: bigint;
}

/** GB as the API takes them, in 1e-6 MB: exact, since 1 GB is 1024 MB. Null where the text is no decimal with at most 6 places. */
export function gbToMicro(text: string): bigint | null {
  const gb = parseDecimal(text, 6);
  return gb === null ? null : gb * 1024n;
}

/** MB with as many decimals as the amount needs. */
export function mbText(micro: bigint, minDecimals: number): string {
  return formatDecimal(micro, MB_SCALE, minDecimals);
}
