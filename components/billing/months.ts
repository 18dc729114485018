/** Months `YYYY-MM` of UTC, as statements have them. */

/** The month that an instant falls on. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/** The last `count` months up to `month`, newest first. */
export function monthsBack(month: string, count: number): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return Array.from({ length: count }, (_, index) => monthOf(new Date(Date.UTC(year, number - 1 - index, 1))));
}
