import { addDays, type CalendarDate, daysBetween } from '@/lib/core/calendar-date';
import type { Locale } from '@/lib/core/locales';
import { type ByteBase, dayText, monthText, unitBytes } from '../ui/format';
import { tickText } from '../ui/format-time';
import { type Columns, columnTotals, type Forecast, type Gap, type Marker } from './data';
import { type ChartLook, runningColumns, runningValues } from './shape';
import { type ChartWords, fill, wordsOf } from './words';

/**
 * Where everything of a daily chart lies; pure, so that the picture in the first HTML and whatever the browser draws
 * later cannot differ. Lengths along the days are in columns (`x`) or per cent of the width (`left`, `width`), so one
 * picture fits every screen; heights are in pixels from the top of the plot.
 */
export type ChartLayout = {
  columns: number;
  /** Columns of the range itself; those after it are the forecast's. */
  dataColumns: number;
  height: number;
  unit: string;
  yTicks: { y: number; label: string }[];
  /** `minor` labels are left out on narrow screens. */
  xTicks: { left: number; label: string; minor: boolean }[];
  /** Filled shapes, or lines where `lines` says so. */
  layers: { key: string; label: string; path: string }[];
  lines: boolean;
  provisional: { left: number; width: number; y: number; height: number }[];
  /** `partial`: other sources have figures there, so it is a stripe at the foot and no empty field. */
  gaps: { left: number; width: number; label: string; partial: boolean }[];
  previous: string;
  markers: { left: number; count: number; label: string }[];
  forecast: { path: string; left: number; label: string; beyond: boolean } | null;
};

export type ChartSource = {
  columns: Columns;
  base: ByteBase;
  height?: number;
  gaps?: readonly Gap[];
  /** Totals of the period before, aligned to the first column. */
  previous?: readonly (number | null)[];
  /** What `previous` is; default "Period before". */
  previousName?: string;
  markers?: readonly Marker[];
  forecast?: Forecast | null;
  /** Default `bars`. */
  look?: ChartLook;
  /** Default English. */
  words?: ChartWords;
  locale?: Locale;
};

/** Round steps from 0 to at least `max`, about four of them. */
export function niceTicks(max: number): number[] {
  if (max <= 0) return [0, 1];
  const rough = max / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const count = Math.ceil(max / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** The unit of the axis: the largest in which the highest bar is at least 1. */
export function axisUnit(maxBytes: number, base: ByteBase): string {
  return ['TB', 'GB', 'MB'].find((unit) => maxBytes >= unitBytes(unit, base)) ?? (maxBytes > 0 ? 'KB' : 'GB');
}

const round = (value: number) => Math.round(value * 100) / 100;

/** Space beside a bar, as a part of its column; none where bars are a few pixels wide. */
function padding(columns: number): number {
  if (columns <= 45) return 0.16;
  return columns <= 120 ? 0.1 : 0;
}

/** Labels of the time axis: days, every some days, or first days of months, never crowded. */
export function timeTicks(
  from: CalendarDate,
  columns: number,
  locale?: Locale,
): { column: number; label: string; minor: boolean }[] {
  const days = Array.from({ length: columns }, (_, column) => ({ column, day: addDays(from, column) }));
  if (columns <= 100) {
    const step = [1, 2, 3, 7, 14].find((size) => columns / size <= 10) ?? 14;
    return days
      .filter(({ column }) => column % step === 0)
      .map(({ column, day }, index) => ({ column, label: tickText(day, locale), minor: index % 2 === 1 }));
  }
  const every = [1, 2, 3, 6, 12].find((size) => columns / 30.4 / size <= 12) ?? 12;
  return days
    .filter(({ day }) => day.endsWith('-01') && (Number(day.slice(5, 7)) - 1) % every === 0)
    .map(({ column, day }, index) => ({ column, label: monthText(day, locale), minor: index % 2 === 1 }));
}

function barPath(values: readonly (number | null)[], floor: number[], y: (bytes: number) => number, pad: number) {
  let path = '';
  values.forEach((value, column) => {
    if (value === null || value <= 0) return;
    const bottom = floor[column] ?? 0;
    floor[column] = bottom + value;
    path += `M${round(column + pad)} ${round(y(bottom))}V${round(y(bottom + value))}h${round(1 - 2 * pad)}V${round(y(bottom))}z`;
  });
  return path;
}

/** A line through the middles of the columns, broken where a value is missing; a value alone is a short dash. */
function linePath(values: readonly (number | null)[], y: (bytes: number) => number): string {
  const at = (column: number) => values[column] ?? null;
  let path = '';
  values.forEach((value, column) => {
    if (value === null) return;
    const before = column > 0 && at(column - 1) !== null;
    const alone = !before && at(column + 1) === null;
    if (alone) path += `M${round(column + 0.1)} ${round(y(value))}h0.8`;
    else path += `${before ? 'L' : 'M'}${round(column + 0.5)} ${round(y(value))}`;
  });
  return path;
}

function mergeMarkers(markers: readonly Marker[], from: CalendarDate, dataColumns: number, columns: number) {
  const byColumn = new Map<number, string[]>();
  for (const marker of markers) {
    const column = daysBetween(from, marker.day);
    if (column < 0 || column >= dataColumns) continue;
    byColumn.set(column, [...(byColumn.get(column) ?? []), marker.label]);
  }
  return [...byColumn].map(([column, labels]) => ({
    left: round(((column + 0.5) / columns) * 100),
    count: labels.length,
    label: labels.join(', '),
  }));
}

/** Each gap cut to the range and at the columns where it turns from empty to partial. */
function layoutGaps(
  gaps: readonly Gap[],
  from: CalendarDate,
  totals: readonly (number | null)[],
  percent: (columns: number) => number,
  notRead: string,
): ChartLayout['gaps'] {
  const found: ChartLayout['gaps'] = [];
  for (const gap of gaps) {
    const first = Math.max(0, daysBetween(from, gap.from));
    const last = Math.min(totals.length - 1, daysBetween(from, gap.to));
    let start = first;
    for (let column = first; column <= last; column++) {
      const partial = totals[column] !== null;
      if (column < last && (totals[column + 1] !== null) === partial) continue;
      found.push({ left: percent(start), width: percent(column - start + 1), label: gap.label ?? notRead, partial });
      start = column + 1;
    }
  }
  return found;
}

/** The period before as it fits the look; beside lines of several groups its sum would be out of scale. */
function previousOf({ previous = [], look, columns }: ChartSource): readonly (number | null)[] {
  if (look === 'lines' && columns.series.length > 1) return [];
  return look === 'sum' ? runningValues(previous) : previous;
}

/** Lays a chart out. `height` is the plot's in pixels (default 220). */
export function layoutChart(source: ChartSource): ChartLayout {
  const { base, height = 220, gaps = [], markers = [], look = 'bars' } = source;
  const lines = look === 'lines';
  const data = look === 'sum' ? runningColumns(source.columns) : source.columns;
  const previous = previousOf(source);
  // The pace of a day says nothing beside sums of many.
  const forecast = look === 'sum' ? null : (source.forecast ?? null);
  const { words, locale } = wordsOf(source);
  const dataColumns = daysBetween(data.from, data.to) + 1;
  const ahead = forecast ? Math.max(0, daysBetween(data.to, forecast.runOutDay)) : 0;
  const shownAhead = Math.min(ahead, Math.max(3, Math.min(31, Math.ceil(dataColumns / 3))));
  const columns = dataColumns + shownAhead;
  const totals = columnTotals(data);

  const shown = lines ? data.series.flatMap((layer) => layer.values) : totals;
  const max = Math.max(0, ...shown.map((v) => v ?? 0), ...previous.map((v) => v ?? 0), forecast?.dailyBytes ?? 0);
  const unit = axisUnit(max, base);
  const size = unitBytes(unit, base);
  const ticks = niceTicks(max / size);
  const top = (ticks.at(-1) ?? 1) * size;
  const y = (bytes: number) => height - (bytes / top) * height;
  const pad = look === 'sum' ? 0 : padding(columns);
  const percent = (column: number) => round((column / columns) * 100);

  const floor: number[] = [];
  const layers = data.series.map(({ key, label, values }) => ({
    key,
    label,
    path: lines ? linePath(values, y) : barPath(values, floor, y, pad),
  }));
  const decimals = ticks.some((tick) => !Number.isInteger(round(tick))) ? ((ticks[1] ?? 1) < 0.1 ? 2 : 1) : 0;

  return {
    columns,
    dataColumns,
    height,
    unit,
    yTicks: ticks.map((tick) => ({ y: round(y(tick * size)), label: tick === 0 ? '0' : tick.toFixed(decimals) })),
    xTicks: timeTicks(data.from, columns, source.locale).map(({ column, label, minor }) => ({
      left: percent(column + 0.5),
      label,
      minor,
    })),
    layers,
    lines,
    provisional: data.provisional.map((column) => {
      const from = lines ? 0 : round(y(totals[column] ?? 0));
      return { left: percent(column + pad), width: percent(1 - 2 * pad), y: from, height: round(height - from) };
    }),
    gaps: layoutGaps(gaps, data.from, totals, percent, words.notRead),
    previous: linePath(previous.slice(0, dataColumns), y),
    markers: mergeMarkers(markers, data.from, dataColumns, columns),
    forecast: forecast
      ? layoutForecast(forecast, { dataColumns, columns, shownAhead, ahead, height, y, words, locale })
      : null,
  };
}

function layoutForecast(
  { dailyBytes, runOutDay }: Forecast,
  at: {
    dataColumns: number;
    columns: number;
    shownAhead: number;
    ahead: number;
    height: number;
    y: (bytes: number) => number;
    words: ChartWords;
    locale: Locale;
  },
) {
  const level = round(at.y(dailyBytes));
  const beyond = at.ahead > at.shownAhead;
  const end = beyond ? at.columns : Math.max(at.dataColumns, at.columns - 0.5);
  return {
    path: `M${round(Math.max(0, at.dataColumns - 0.5))} ${level}H${round(end)}${beyond ? '' : `V${at.height}`}`,
    left: round((end / at.columns) * 100),
    label: fill(at.words.runsOut, { day: dayText(runOutDay, true, at.locale) }),
    beyond,
  };
}
