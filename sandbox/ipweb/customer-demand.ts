import { noise } from '../hash-noise';
import { isWeekend } from '../zone-days';

/** Upload and download of one customer on one day in 1e-6 MB. Safe integers: 2^53 of them are nine petabytes. */
export interface Usage {
  up: number;
  down: number;
}

/** 1e-6 MB in a hundredth of an MB, the precision of the provider's reports. */
const CENT_MICRO = 10_000;

export interface Customer {
  id: number;
  /** The e-mail the customer signs in with: `userName` and `account` on the wire. */
  userName: string;
  name: string;
  agent: string | null;
  enabled: boolean;
  profile: DemandProfile;
}

/** What a customer would use if traffic never ran out. */
export interface DemandProfile {
  baseMb: number;
  weekendFactor: number;
  /** Growth over a year around the anchor day: 1 doubles, -0.5 halves. */
  yearlyTrend: number;
  /** Spread around the usual level, 0 to 1. */
  spread: number;
  /** Chance that a day has any traffic. */
  activeChance: number;
  burstChance: number;
  firstDay: number;
  /** No traffic after this day until the anchor day, where a silence is scripted. */
  silentAfter: number | null;
  /** Added to the download of the day `silentAfter`, so that a dry customer used the last megabyte. */
  lastDropMicro: number;
}

/** A pure function of customer and day: nothing has to be stored, and a restart changes nothing. */
export function demandOf(customer: Customer, day: number, seed: number, anchorDay: number): Usage | null {
  const profile = customer.profile;
  if (day < profile.firstDay || profile.baseMb <= 0) return null;
  if (profile.silentAfter !== null && day > profile.silentAfter && day < anchorDay) return null;
  if (noise(seed, customer.id, day, 1) >= profile.activeChance) return null;
  const trend = Math.max(0.1, 1 + (profile.yearlyTrend * (day - anchorDay)) / 365);
  const week = isWeekend(day) ? profile.weekendFactor : 1;
  const wobble = 1 - profile.spread + 2 * profile.spread * noise(seed, customer.id, day, 2);
  const burst = noise(seed, customer.id, day, 3) < profile.burstChance ? 2.5 + 3 * noise(seed, customer.id, day, 4) : 1;
  const totalCents = Math.max(2, Math.round(profile.baseMb * 100 * trend * week * wobble * burst));
  const upCents = Math.max(1, Math.round(totalCents * (0.03 + 0.09 * noise(seed, customer.id, day, 5))));
  const lastDrop = day === profile.silentAfter ? profile.lastDropMicro : 0;
  return { up: upCents * CENT_MICRO, down: (totalCents - upCents) * CENT_MICRO + lastDrop };
}

/** The part of a usage that fits into what is left, download last to shrink; null where nothing is left. */
export function capUsage(usage: Usage, leftMicro: bigint): Usage | null {
  if (leftMicro <= 0n) return null;
  const total = usage.up + usage.down;
  if (BigInt(total) <= leftMicro) return usage;
  const left = Number(leftMicro);
  const up = Math.floor((usage.up / total) * (left / CENT_MICRO)) * CENT_MICRO;
  return { up, down: left - up };
}

/** The part of a day's usage that has happened when `progress` of the day is over; whole hundredths of an MB. */
export function partOf(usage: Usage, progress: number): Usage | null {
  const part = (micro: number) => Math.floor((micro * progress) / CENT_MICRO) * CENT_MICRO;
  const partial = { up: part(usage.up), down: part(usage.down) };
  return partial.up + partial.down > 0 ? partial : null;
}
