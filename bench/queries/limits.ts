/** Names of the limits among the operations of both databases. */
export const ROUND_TRIP = 'select 1';

export function rollUpRead(days: number): string {
  return `one roll-up read, ${days} days`;
}
