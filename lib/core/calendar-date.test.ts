import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayIn, daysBetween, eachDay, instantOf, isCalendarDate, isTimeZone } from './calendar-date';

const days = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('calendar days', () => {
  test.each(['2024-02-29', '1970-01-01', '2199-12-31', '2025-12-26'])('%s is one', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  test.each([
    '2025-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '2025-4-1',
    '1969-12-31',
    '2200-01-01',
    '20250101',
    '',
    '2025-01-01 ',
    '２０２５-01-01',
  ])('%j is none', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  test('count over leap days and year ends', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-01-01', -1)).toBe('2024-12-31');
    expect(daysBetween('2021-12-26', '2025-12-26')).toBe(1461);
    expect(eachDay('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
    expect(eachDay('2024-03-01', '2024-02-28')).toEqual([]);
  });

  test('adding and measuring agree, and no zone of this machine takes part', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: -40_000, max: 40_000 }),
        (day, count) => daysBetween(day, addDays(day, count)) === count,
      ),
    );
    fc.assert(fc.property(days, (day) => isCalendarDate(day) && dayIn('UTC', new Date(`${day}T12:00:00Z`)) === day));
  });
});

describe('the day of an instant', () => {
  test.each([
    ['Asia/Shanghai', '2025-12-25T15:59:59Z', '2025-12-25'],
    ['Asia/Shanghai', '2025-12-25T16:00:00Z', '2025-12-26'],
    ['Asia/Tokyo', '2025-12-25T15:00:00Z', '2025-12-26'],
    ['America/New_York', '2025-03-09T04:59:59Z', '2025-03-08'],
    ['America/New_York', '2025-03-10T03:59:59Z', '2025-03-09'],
    ['Pacific/Kiritimati', '2025-12-31T10:00:00Z', '2026-01-01'],
    ['Asia/Kathmandu', '2025-12-31T18:15:00Z', '2026-01-01'],
  ])('in %s at %s', (zone, instant, day) => {
    expect(dayIn(zone, new Date(instant))).toBe(day);
  });
});

describe('the instant of a wall clock', () => {
  test.each([
    ['Asia/Shanghai', '2025-11-17 10:30:00', '2025-11-17T02:30:00Z'],
    ['Asia/Tokyo', '2025-11-17T00:00:00', '2025-11-16T15:00:00Z'],
    ['UTC', '2025-11-17 23:59:59', '2025-11-17T23:59:59Z'],
    ['Asia/Kathmandu', '2025-11-17 10:30:00', '2025-11-17T04:45:00Z'],
    ['America/New_York', '2025-03-09 01:59:59', '2025-03-09T06:59:59Z'],
    ['America/New_York', '2025-03-09 03:00:00', '2025-03-09T07:00:00Z'],
    ['America/New_York', '2025-11-02 00:59:59', '2025-11-02T04:59:59Z'],
    ['America/New_York', '2025-11-02 02:00:00', '2025-11-02T07:00:00Z'],
    ['Australia/Lord_Howe', '2025-10-05 02:30:00', '2025-10-04T15:30:00Z'],
  ])('in %s at %s', (zone, wall, instant) => {
    expect(instantOf(wall, zone)).toEqual(new Date(instant));
  });

  test('where clocks go back it is the first of the two', () => {
    expect(instantOf('2025-11-02 01:30:00', 'America/New_York')).toEqual(new Date('2025-11-02T05:30:00Z'));
  });

  test('where clocks go forward over it, it is behind the change', () => {
    expect(instantOf('2025-03-09 02:30:00', 'America/New_York')).toEqual(new Date('2025-03-09T07:30:00Z'));
    // Cairo goes forward at midnight, so the day begins at 01:00.
    expect(instantOf('2024-04-26 00:00:00', 'Africa/Cairo')).toEqual(new Date('2024-04-25T22:00:00Z'));
  });

  test.each([
    '2025-02-30 10:00:00',
    '2025-01-01 24:00:00',
    '2025-01-01 10:60:00',
    '2025-01-01 10:00:60',
    '2025-01-01',
    '2025-01-01 10:00',
    '2025-01-01 10:00:00Z',
    '',
  ])('%j is none', (wall) => {
    expect(instantOf(wall, 'Asia/Shanghai')).toBeNull();
  });

  test('gives back every second of zones without daylight saving', () => {
    const instants = fc.integer({ min: 1_000_000_000, max: 4_000_000_000 });
    fc.assert(
      fc.property(
        fc.constantFrom('Asia/Shanghai', 'Asia/Tokyo', 'UTC', 'Asia/Kathmandu'),
        instants,
        (zone, seconds) => {
          const instant = new Date(seconds * 1000);
          const wall = instant.toLocaleString('sv-SE', { timeZone: zone });
          return instantOf(wall, zone)?.getTime() === instant.getTime();
        },
      ),
    );
  });

  test('in a zone with daylight saving it is right up to the hour that exists twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000, max: 2_000_000_000 }), (seconds) => {
        const instant = new Date(seconds * 1000);
        const wall = instant.toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' });
        const found = instantOf(wall, 'Europe/Berlin');
        return found?.toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }) === wall && found <= instant;
      }),
    );
  });
});

describe('time zones', () => {
  test.each(['Asia/Shanghai', 'UTC', 'Etc/GMT-8'])('%s is one', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  test.each(['', 'Mars/Olympus', '+08:00', '-05', '8', 'Asia/Shanghai; drop table'])('%j is none', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
