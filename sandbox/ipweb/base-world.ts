import { dayStartMs, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import type { Customer } from './customer-demand';
import { GB_MICRO, type Movement, type VendorCredit } from './movements';

/** A world as it stood on the morning of its anchor day. */
export interface BaseWorld {
  seed: number;
  anchorDay: number;
  firstDay: number;
  todayRows: boolean;
  customers: Customer[];
  movements: Movement[];
  credits: VendorCredit[];
  /** Recharged traffic of the second pool in whole MB; 0 where there is none. */
  account2Mb: number;
}

/** The vendor's credits that cover what was handed out with a fifth to spare, in whole TB, evenly over the time. */
export function creditsFor(movements: Movement[], firstDay: number, count: number, everyDays: number): VendorCredit[] {
  const handedOut = movements.reduce((sum, movement) => sum + movement.micro, 0n);
  const share = ((handedOut * 6n) / 5n / BigInt(count) / (1024n * GB_MICRO) + 1n) * 1024n * GB_MICRO;
  return Array.from({ length: count }, (_, index) => {
    const day = firstDay + index * everyDays - 1;
    return { atMs: dayStartMs(day, SHANGHAI_OFFSET_HOURS) + 10 * 3_600_000 + index * 61_000, micro: share };
  });
}
