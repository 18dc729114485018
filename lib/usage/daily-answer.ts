import { addDays, daysBetween } from '@/lib/core/calendar-date';
import { byteFactor, integers, millionths, roundedBytes, wholeBytes } from './byte-sums';
import type { DailyRow } from './daily-statement';
import type { UsageDailyDto, UsageDayDto, UsageGapDto, UsageGroup } from './schemas';
import type { DayRange } from './scope';

/** The key that stands for all groups but the largest. */
const OTHER = -1;

/** What is known of one connection's days. */
type Cover = { covered: Uint8Array; settled: Uint8Array; due: number | null; readAt: string | null };

/** One byte a day of the range, 1 for those in the array. */
function marked(array: string | null, days: number): Uint8Array {
  const marks = new Uint8Array(days);
  for (const day of integers(array)) marks[day] = 1;
  return marks;
}

function coverOf(row: DailyRow, days: number): Cover {
  return {
    covered: marked(row.days, days),
    settled: marked(row.settled, days),
    due: row.number,
    readAt: row.text,
  };
}

/** What is summed for each point, side by side in one array: whole bytes and what is left of them in millionths. */
const UPLOAD = 0;
const DOWNLOAD = 2;
const TOTAL = 4;
const ACCOUNTS = 6;
const UNSPLIT = 7;
const PROVISIONAL = 8;
const WIDTH = 9;

/** Sums over connections of each group, by the group's key. */
type Series = Map<number, Float64Array>;

/** The figures of one group at one connection. */
function columnsOf(row: DailyRow, cover: Cover | undefined, days: number) {
  return {
    factor: byteFactor(row.text),
    days: integers(row.days),
    amounts: [
      [UPLOAD, integers(row.upload)],
      [DOWNLOAD, integers(row.download)],
      [TOTAL, integers(row.total)],
    ] as const,
    accounts: integers(row.accounts),
    unsplit: integers(row.unsplit),
    settled: row.settled === null ? cover?.settled : marked(row.settled, days),
  };
}

/** Adds figures to sums, or takes them from them. */
function addColumns(sums: Float64Array, columns: ReturnType<typeof columnsOf>, sign: 1 | -1): void {
  const { factor, days, accounts, unsplit, settled } = columns;
  const add = (at: number, value: number) => {
    sums[at] = (sums[at] ?? 0) + sign * value;
  };
  for (const [place, amounts] of columns.amounts) {
    for (const [index, day] of days.entries()) {
      const amount = amounts[index] ?? 0;
      add(day * WIDTH + place, wholeBytes(amount, factor));
      add(day * WIDTH + place + 1, millionths(amount, factor));
    }
  }
  for (const [index, day] of days.entries()) {
    add(day * WIDTH + ACCOUNTS, accounts[index] ?? 0);
    if (unsplit.length > 0) add(day * WIDTH + UNSPLIT, unsplit[index] ?? 0);
    if (sign === 1 && settled?.[day] !== 1) sums[day * WIDTH + PROVISIONAL] = 1;
  }
}

function bytes(sums: Float64Array, at: number): number {
  return roundedBytes(sums[at] ?? 0, sums[at + 1] ?? 0);
}

/** `key` and `label` of a group, which an answer without groups leaves out. */
function nameOf(key: number, group: UsageGroup, labels: ReadonlyMap<number, string>): { key: string; label: string } {
  if (key === OTHER) return { key: 'other', label: 'Other' };
  if (key === 0)
    return group === 'agent' ? { key: 'house', label: 'House' } : { key: 'unassigned', label: 'Unassigned' };
  return { key: String(key), label: labels.get(key) ?? '' };
}

function toDto(date: string, name: { key: string; label: string } | null, sums: Float64Array, at: number): UsageDayDto {
  const isSplit = sums[at + UNSPLIT] === 0;
  return {
    date,
    ...name,
    uploadBytes: isSplit ? bytes(sums, at + UPLOAD) : null,
    downloadBytes: isSplit ? bytes(sums, at + DOWNLOAD) : null,
    totalBytes: bytes(sums, at + TOTAL),
    provisional: sums[at + PROVISIONAL] === 1,
  };
}

/** Runs of days up to the one by which each connection should have been read, for which it was not. */
function gapsOf(covers: ReadonlyMap<number, Cover>, range: DayRange, days: number): UsageGapDto[] {
  const gaps: UsageGapDto[] = [];
  for (const [id, { covered, due }] of [...covers].sort(([a], [b]) => a - b)) {
    if (due === null) continue;
    const last = Math.min(due, days - 1);
    let since: number | null = null;
    for (let day = 0; day <= last + 1; day++) {
      const isMissing = day <= last && covered[day] !== 1;
      if (isMissing) since ??= day;
      else if (since !== null) {
        gaps.push({ connectionId: String(id), from: addDays(range.from, since), to: addDays(range.from, day - 1) });
        since = null;
      }
    }
  }
  return gaps;
}

/** The oldest among the newest readings of the connections that were read at all. */
function asOf(covers: ReadonlyMap<number, Cover>): string | null {
  let oldest: string | null = null;
  for (const { readAt } of covers.values())
    if (readAt !== null && (oldest === null || readAt < oldest)) oldest = readAt;
  return oldest;
}

/** Groups in the order of the answer: as ranked with the others last, else by key. */
function inOrder(series: Series, ranked: readonly number[] | null): number[] {
  const keys = [...series.keys()];
  if (ranked === null) return keys.sort((a, b) => a - b);
  const places = new Map(ranked.map((key, place) => [key, place]));
  return keys.sort((a, b) => (places.get(a) ?? ranked.length) - (places.get(b) ?? ranked.length));
}

/** Text of days since 1970, made once. */
const dayTexts: string[] = [];

function datesOf({ from, to }: DayRange): string[] {
  const first = daysBetween('1970-01-01', from);
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, day) => {
    const text = dayTexts[first + day] ?? addDays(from, day);
    dayTexts[first + day] = text;
    return text;
  });
}

/** Puts the answer together from the rows of `dailyStatement`: sums over connections in bytes, each rounded once. */
export function dailyAnswer(
  rows: readonly DailyRow[],
  question: { range: DayRange; group: UsageGroup | null },
): UsageDailyDto {
  const { range, group } = question;
  const dates = datesOf(range);
  const of = (kind: DailyRow['kind']) => rows.filter((row) => row.kind === kind);
  const covers = new Map(of('cover').map((row) => [row.id, coverOf(row, dates.length)]));
  const [ranking] = of('ranking');
  const ranked = ranking ? integers(ranking.days) : null;
  const labels = new Map(of('label').map((row) => [row.id, row.text ?? '']));
  const series: Series = new Map();
  const sumsOf = (key: number): Float64Array => {
    const sums = series.get(key) ?? new Float64Array(dates.length * WIDTH);
    series.set(key, sums);
    return sums;
  };
  for (const row of rows) {
    if (row.kind !== 'part' && row.kind !== 'whole') continue;
    const columns = columnsOf(row, covers.get(row.id), dates.length);
    addColumns(sumsOf(row.kind === 'part' ? (row.number ?? 0) : OTHER), columns, 1);
    // The others are the whole without the ranked groups; whether they may still change is the whole's to say.
    if (row.kind === 'part' && ranked !== null) addColumns(sumsOf(OTHER), columns, -1);
  }
  const ordered = inOrder(series, ranked).map((key) => ({
    name: group === null ? null : nameOf(key, group, labels),
    sums: sumsOf(key),
  }));
  const data: UsageDayDto[] = [];
  for (const [day, date] of dates.entries()) {
    const at = day * WIDTH;
    for (const { name, sums } of ordered) {
      if ((sums[at + ACCOUNTS] ?? 0) > 0) data.push(toDto(date, name, sums, at));
    }
  }
  return { data, asOf: asOf(covers), gaps: gapsOf(covers, range, dates.length) };
}
