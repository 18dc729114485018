/** A calendar day `YYYY-MM-DD`, never shifted by a zone. */
export type CalendarDate = string;

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** Reports say the same day thousands of times in a row. */
let lastFound: CalendarDate | null = null;

/** True for a real calendar day between 1970 and 2199, written `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  if (text === lastFound) return true;
  const match = PATTERN.exec(text);
  if (!match) return false;
  const year = Number(match[1]);
  if (year < 1970 || year > 2199) return false;
  if (!new Date(Date.UTC(year, Number(match[2]) - 1, Number(match[3]))).toISOString().startsWith(text)) return false;
  lastFound = text;
  return true;
}

/** The day `days` later (earlier when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to` (0 when equal). */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** All days from `from` to `to`, inclusive. */
export function eachDay(from: CalendarDate, to: CalendarDate): CalendarDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => addDays(from, i));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, found);
  }
  return found;
}

function wallClock(instant: Date, timeZone: string): Record<string, string> {
  return Object.fromEntries(
    formatter(timeZone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
}

/** The calendar day that an instant falls on in a zone. */
export function dayIn(timeZone: string, instant: Date): CalendarDate {
  const parts = wallClock(instant, timeZone);
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** Milliseconds that a zone's clocks are ahead of UTC at an instant. */
function offsetMs(instantMs: number, timeZone: string): number {
  const parts = wallClock(new Date(instantMs), timeZone);
  const wall = Date.parse(`${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}Z`);
  return wall - instantMs;
}

/**
 * The instant of a wall-clock time `YYYY-MM-DD HH:mm:ss` in a zone; `null` when the text is no such time. Where clocks go
 * back it is the first of the two; where they go forward over it, it is as far behind the change as the text says.
 */
export function instantOf(wallTime: string, timeZone: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})[ T]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/.exec(wallTime);
  if (!match?.[1] || !isCalendarDate(match[1])) return null;
  const asUtc = Date.parse(`${match[1]}T${match[2]}Z`);
  const before = asUtc - offsetMs(asUtc - DAY_MS, timeZone);
  const after = asUtc - offsetMs(asUtc + DAY_MS, timeZone);
  const fitting = [before, after].filter((instant) => instant + offsetMs(instant, timeZone) === asUtc);
  return new Date(fitting.length === 0 ? before : Math.min(...fitting));
}

/** True for an IANA zone that this runtime knows; bare offsets such as `+08:00` mean the opposite in PostgreSQL. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatter(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
