import { type CalendarDate, daysBetween } from '@/lib/core/calendar-date';
import { ENGLISH } from './words';

/** One day as it is read. Upload and download are null where the source gives only a total. */
export type DailyPoint = {
  day: CalendarDate;
  uploadBytes: number | null;
  downloadBytes: number | null;
  totalBytes: number;
  provisional: boolean;
};

/** Days that were never read from a source; a day without traffic is no gap. */
export type Gap = { from: CalendarDate; to: CalendarDate; label?: string };

/** Something that happened on a day and is marked above it. */
export type Marker = { day: CalendarDate; label: string };

/** When the rest is used up at the present pace: `dailyBytes` from the day after the last one to `runOutDay`. */
export type Forecast = { dailyBytes: number; runOutDay: CalendarDate };

/** One stacked layer: a value a column, null where there is none. */
export type Series = { key: string; label: string; values: (number | null)[] };

/** The days of a range by columns; small enough to be sent to the browser with the page. */
export type Columns = {
  from: CalendarDate;
  to: CalendarDate;
  series: Series[];
  /** Indexes of columns that may still change. */
  provisional: number[];
};

type Range = { from: CalendarDate; to: CalendarDate };

function columnOf(range: Range, day: CalendarDate): number | null {
  const index = daysBetween(range.from, day);
  return index >= 0 && index <= daysBetween(range.from, range.to) ? index : null;
}

function emptyValues(range: Range): (number | null)[] {
  return new Array<number | null>(daysBetween(range.from, range.to) + 1).fill(null);
}

/**
 * Daily points as columns: download below upload. Points of one day add up, so that sources can be given side by side.
 * What is known only as a total goes to a third layer, so that nothing is guessed; layers without any value are left out.
 */
export function dailyColumns(points: readonly DailyPoint[], range: Range): Columns {
  const download = emptyValues(range);
  const upload = emptyValues(range);
  const whole = emptyValues(range);
  const provisional = new Set<number>();
  const add = (values: (number | null)[], column: number, bytes: number) => {
    values[column] = (values[column] ?? 0) + bytes;
  };
  for (const point of points) {
    const column = columnOf(range, point.day);
    if (column === null) continue;
    if (point.provisional) provisional.add(column);
    if (point.uploadBytes === null || point.downloadBytes === null) {
      add(whole, column, point.totalBytes);
    } else {
      add(upload, column, point.uploadBytes);
      add(download, column, point.downloadBytes);
    }
  }
  const present = (values: (number | null)[]) => values.some((value) => value !== null);
  const layers: Series[] = [
    { key: 'download', label: ENGLISH.download, values: download },
    { key: 'upload', label: ENGLISH.upload, values: upload },
    present(upload)
      ? { key: 'unsplit', label: ENGLISH.unsplit, values: whole }
      : { key: 'total', label: ENGLISH.total, values: whole },
  ];
  return {
    ...range,
    series: layers.filter((layer) => present(layer.values)),
    provisional: [...provisional].sort((a, b) => a - b),
  };
}

/**
 * Points that carry a group as columns: one layer for each of the `most` largest groups, the largest at the bottom, and
 * one for all others on top.
 */
export function groupColumns(
  points: readonly (DailyPoint & { key: string; label: string })[],
  range: Range,
  most: number,
): Columns {
  const totals = new Map<string, { label: string; bytes: number }>();
  for (const { key, label, totalBytes } of points) {
    totals.set(key, { label, bytes: (totals.get(key)?.bytes ?? 0) + totalBytes });
  }
  const largest = [...totals].filter(([key]) => key !== 'other').sort(([, a], [, b]) => b.bytes - a.bytes);
  const layers = new Map<string, Series>(
    largest.slice(0, most).map(([key, { label }]) => [key, { key, label, values: emptyValues(range) }]),
  );
  const rest: Series = { key: 'other', label: ENGLISH.other, values: emptyValues(range) };
  const provisional = new Set<number>();
  for (const point of points) {
    const column = columnOf(range, point.day);
    if (column === null) continue;
    if (point.provisional) provisional.add(column);
    const { values } = layers.get(point.key) ?? rest;
    values[column] = (values[column] ?? 0) + point.totalBytes;
  }
  const series = [...layers.values(), rest].filter((layer) => layer.values.some((value) => value !== null));
  return { ...range, series, provisional: [...provisional].sort((a, b) => a - b) };
}

/** The sum of all layers a column; null where no layer has a value. */
export function columnTotals(columns: Columns): (number | null)[] {
  return emptyValues(columns).map((_, index) => {
    const values = columns.series.map((layer) => layer.values[index] ?? null).filter((value) => value !== null);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  });
}
