export const DAY_MS = 86_400_000;

/** The two zones our providers count days in; neither has summer time. */
export const SHANGHAI_OFFSET_HOURS = 8;
export const TOKYO_OFFSET_HOURS = 9;

/** The calendar day of an instant as a day number (days since 1970-01-01 in the zone). */
export function dayNumberAt(instantMs: number, offsetHours: number): number {
  return Math.floor((instantMs + offsetHours * 3_600_000) / DAY_MS);
}

/** The instant (ms) at which a day begins in the zone. */
export function dayStartMs(day: number, offsetHours: number): number {
  return day * DAY_MS - offsetHours * 3_600_000;
}

/** `yyyy-MM-dd` of a day number. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day number of `yyyy-MM-dd`, null where the text is no calendar day. One-digit months and days pass only if `loose`. */
export function parseDay(text: string, loose = false): number | null {
  const parts = (loose ? /^(\d{4})-(\d{1,2})-(\d{1,2})$/ : /^(\d{4})-(\d{2})-(\d{2})$/).exec(text);
  if (!parts) return null;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const day = Date.UTC(year, month - 1, date) / DAY_MS;
  const padded = `${parts[1]}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return Number.isInteger(day) && dayText(day) === padded ? day : null;
}

/** `yyyy-MM-dd HH:mm:ss` of an instant in the zone. */
export function stampText(instantMs: number, offsetHours: number): string {
  return new Date(instantMs + offsetHours * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Saturday or Sunday; day 0 was a Thursday. */
export function isWeekend(day: number): boolean {
  const weekday = (day + 4) % 7;
  return weekday === 0 || weekday === 6;
}

/** How much of the day has passed at an instant, 0 to 1, in steps of ten minutes so that figures grow but do not flicker. */
export function dayProgress(instantMs: number, day: number, offsetHours: number): number {
  const passedMs = instantMs - dayStartMs(day, offsetHours);
  if (passedMs <= 0) return 0;
  if (passedMs >= DAY_MS) return 1;
  return Math.floor(passedMs / 600_000) / 144;
}
