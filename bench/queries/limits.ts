/** The limits are operations like all others; these are their names. */
export const ROUND_TRIP = 'select 1';

/** What a line calls the read of so many days of a roll-up, its limit. */
export function rollUpRead(days: number): string {
  return `one roll-up read, ${days} days`;
}
