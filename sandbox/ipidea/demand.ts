import { noise } from '../hash-noise';
import { isWeekend } from '../zone-days';

/** Bytes of the three products on one day. */
export interface DayUse {
  isp: number;
  residential: number;
  static: number;
}

/** Bytes used on a whole day: a pure function. */
export function demandBytes(seed: number, day: number): DayUse {
  const week = isWeekend(day) ? 0.7 : 1;
  const bytes = (salt: number, base: number) => Math.floor(base * week * (0.6 + 0.8 * noise(seed, 1, day, salt)));
  return { isp: bytes(1, 420_000_000), residential: bytes(2, 2_300_000_000), static: bytes(3, 160_000_000) };
}

/** Bytes used in all. */
export function totalUse(use: DayUse): number {
  return use.isp + use.residential + use.static;
}
