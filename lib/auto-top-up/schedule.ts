import { addDays, type CalendarDate, dayIn, instantOf } from '@/lib/core/calendar-date';

/** When a rule is due: `day` is 1 (Monday) to 7 of a week or 1 to 31 of a month, `at` is `HH:MM` on the wall clock. */
export type Schedule = { every: 'week' | 'month'; day: number; at: string };

/** One time that a rule is due: its calendar day in the schedule's zone names it, whatever clocks do. */
export type Occurrence = { day: CalendarDate; at: Date };

/** Occurrences that are counted at most: decades. */
const MAX_COUNT = 1_000;

/** As it is kept, e.g. `month 31 08:00`. */
export function scheduleText({ every, day, at }: Schedule): string {
  return `${every} ${day} ${at}`;
}

/** The same read again. Throws for what is no schedule: nothing else is ever kept. */
export function parseSchedule(text: string): Schedule {
  const [, every, day, at] = /^(week|month) ([1-9]|[12]\d|3[01]) ((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? [];
  if (at === undefined || (every !== 'week' && every !== 'month')) throw new Error(`no schedule: ${text}`);
  return { every, day: Number(day), at };
}

/** The day of `schedule` in the month that begins on `first`; a shorter month has it on its last day. */
function dayOfMonth({ day }: Schedule, first: CalendarDate): CalendarDate {
  const last = addDays(`${addDays(first, 31).slice(0, 8)}01`, -1);
  const isShorter = day > Number(last.slice(8));
  return isShorter ? last : addDays(first, day - 1);
}

function monthOf(day: CalendarDate): CalendarDate {
  return `${day.slice(0, 8)}01`;
}

/** The schedule's day on or before a day. */
function dayUpTo(schedule: Schedule, day: CalendarDate): CalendarDate {
  if (schedule.every === 'week') {
    const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
    return addDays(day, -((weekday - schedule.day + 7) % 7));
  }
  const found = dayOfMonth(schedule, monthOf(day));
  return found <= day ? found : dayOfMonth(schedule, monthOf(addDays(monthOf(day), -1)));
}

/** The schedule's next day after one of its days. */
function dayAfter(schedule: Schedule, day: CalendarDate): CalendarDate {
  return schedule.every === 'week' ? addDays(day, 7) : dayOfMonth(schedule, monthOf(addDays(monthOf(day), 31)));
}

/**
 * The instant of a day's occurrence. Where clocks are put forward over it, it is as much later; where they are put back
 * it is the first of the two.
 */
function onDay({ at }: Schedule, timeZone: string, day: CalendarDate): Occurrence {
  const instant = instantOf(`${day} ${at}:00`, timeZone);
  if (!instant) throw new Error(`no time: ${day} ${at}`);
  return { day, at: instant };
}

/** The last occurrence at or before an instant. */
export function latestOccurrence(schedule: Schedule, timeZone: string, now: Date): Occurrence {
  const found = onDay(schedule, timeZone, dayUpTo(schedule, addDays(dayIn(timeZone, now), 1)));
  if (found.at <= now) return found;
  return onDay(schedule, timeZone, dayUpTo(schedule, addDays(found.day, -1)));
}

/** The first occurrence after an instant. */
export function nextOccurrence(schedule: Schedule, timeZone: string, now: Date): Occurrence {
  return onDay(schedule, timeZone, dayAfter(schedule, latestOccurrence(schedule, timeZone, now).day));
}

/** How many occurrences lie between two instants, both left out. */
export function countBetween(schedule: Schedule, timeZone: string, after: Date, before: Date): number {
  let count = 0;
  for (let one = nextOccurrence(schedule, timeZone, after); one.at < before && count < MAX_COUNT; count++) {
    one = onDay(schedule, timeZone, dayAfter(schedule, one.day));
  }
  return count;
}
