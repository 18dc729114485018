import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBetween, latestOccurrence, nextOccurrence, parseSchedule, type Schedule, scheduleText } from './schedule';

const month = (day: number, at = '08:00'): Schedule => ({ every: 'month', day, at });
const week = (day: number, at = '08:00'): Schedule => ({ every: 'week', day, at });

test.each([
  [
    'on the minute it is due',
    month(15),
    'Asia/Tokyo',
    '2026-11-14T23:00:00Z',
    '2026-11-14T23:00:00.000Z',
    '2026-11-15',
  ],
  [
    'a moment before it is last month’s',
    month(15),
    'Asia/Tokyo',
    '2026-11-14T22:59:59Z',
    '2026-10-14T23:00:00.000Z',
    '2026-10-15',
  ],
  [
    'the 31st of a shorter month is its last day',
    month(31),
    'UTC',
    '2026-03-01T00:00:00Z',
    '2026-02-28T08:00:00.000Z',
    '2026-02-28',
  ],
  ['of a leap year', month(30), 'UTC', '2028-03-01T00:00:00Z', '2028-02-29T08:00:00.000Z', '2028-02-29'],
  ['over the new year', month(31), 'UTC', '2027-01-02T00:00:00Z', '2026-12-31T08:00:00.000Z', '2026-12-31'],
  ['a week’s Monday', week(1), 'UTC', '2026-11-22T03:00:00Z', '2026-11-16T08:00:00.000Z', '2026-11-16'],
  ['a week’s Sunday', week(7, '00:00'), 'UTC', '2026-11-22T03:00:00Z', '2026-11-22T00:00:00.000Z', '2026-11-22'],
  [
    'a zone whose day is further',
    week(1, '00:30'),
    'Pacific/Kiritimati',
    '2026-11-22T11:00:00Z',
    '2026-11-22T10:30:00.000Z',
    '2026-11-23',
  ],
  [
    'clocks put forward over it',
    month(29, '02:30'),
    'Europe/Berlin',
    '2026-03-29T12:00:00Z',
    '2026-03-29T01:30:00.000Z',
    '2026-03-29',
  ],
  [
    'clocks put back: the first of the two',
    month(25, '02:30'),
    'Europe/Berlin',
    '2026-10-25T12:00:00Z',
    '2026-10-25T00:30:00.000Z',
    '2026-10-25',
  ],
])('%s', (_name, schedule, zone, now, at, day) => {
  const found = latestOccurrence(schedule, zone, new Date(now));
  expect([found.at.toISOString(), found.day]).toEqual([at, day]);
});

test('the next one is the first after now, and those between are counted', () => {
  expect(nextOccurrence(month(31), 'UTC', new Date('2026-01-31T08:00:00Z')).day).toBe('2026-02-28');
  const [from, to] = [new Date('2026-01-31T08:00:00Z'), new Date('2026-05-31T08:00:00Z')];
  expect(countBetween(month(31), 'UTC', from, to)).toBe(3);
  expect(countBetween(month(31), 'UTC', to, from)).toBe(0);
});

test('what is kept is read again; nothing else is', () => {
  for (const schedule of [month(31, '23:59'), week(1, '00:00')]) {
    expect(parseSchedule(scheduleText(schedule))).toEqual(schedule);
  }
  for (const text of ['', '0 8 * * *', 'month 32 08:00', 'month 0 08:00', 'week 1 24:00', 'week 1 8:00']) {
    expect(() => parseSchedule(text)).toThrow();
  }
});

test('in every zone and at any moment: the latest is not after now, the next is, and nothing lies between', () => {
  const schedules = fc.record({
    every: fc.constantFrom('week' as const, 'month' as const),
    day: fc.integer({ min: 1, max: 7 }),
    at: fc.constantFrom('00:00', '02:30', '12:00', '23:59'),
  });
  const zones = fc.constantFrom(
    'UTC',
    'Asia/Tokyo',
    'Europe/Berlin',
    'America/New_York',
    'Pacific/Kiritimati',
    'Australia/Lord_Howe',
  );
  const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(schedules, zones, instants, (schedule, zone, now) => {
      const latest = latestOccurrence(schedule, zone, now);
      const next = nextOccurrence(schedule, zone, now);
      expect(latest.at.getTime()).toBeLessThanOrEqual(now.getTime());
      expect(next.at.getTime()).toBeGreaterThan(now.getTime());
      expect(latestOccurrence(schedule, zone, next.at)).toEqual(next);
      expect(nextOccurrence(schedule, zone, latest.at)).toEqual(next);
    }),
  );
});
