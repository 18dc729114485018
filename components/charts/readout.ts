import { addDays, daysBetween } from '@/lib/core/calendar-date';
import { bytesText, dayText } from '../ui/format';
import { columnTotals } from './data';
import type { ChartSource } from './layout';
import { runningValues } from './shape';
import { wordsOf } from './words';

type Readout = {
  day: string;
  lines: { label: string; text: string }[];
  note: string;
};

/** What can be said of one column, for the tooltip, the screen reader and the table alike. */
export function readColumn(source: ChartSource, column: number): Readout {
  const { columns, base, gaps = [], previous = [], markers = [] } = source;
  const { words, locale } = wordsOf(source);
  const day = addDays(columns.from, column);
  const lines = columns.series.flatMap((layer) => {
    const value = layer.values[column];
    return value === null || value === undefined ? [] : [{ label: layer.label, text: bytesText(value, base) }];
  });
  const total = columnTotals(columns)[column] ?? null;
  if (lines.length > 1 && total !== null) lines.push({ label: words.together, text: bytesText(total, base) });
  if (source.look === 'sum' && total !== null) {
    const sum = runningValues(columnTotals(columns))[column] ?? 0;
    lines.push({ label: words.soFar, text: bytesText(sum, base) });
  }
  const before = previous[column];
  if (before !== null && before !== undefined)
    lines.push({ label: source.previousName ?? words.before, text: bytesText(before, base) });

  const inGap = gaps.find((gap) => daysBetween(gap.from, day) >= 0 && daysBetween(day, gap.to) >= 0);
  const notes = [
    total === null ? (inGap ? '' : words.noTraffic) : '',
    inGap ? (inGap.label ?? words.notRead) : '',
    columns.provisional.includes(column) ? words.mayChange : '',
    ...markers.filter((marker) => marker.day === day).map((marker) => marker.label),
  ];
  return { day: dayText(day, true, locale), lines, note: notes.filter((note) => note !== '').join(' · ') };
}

/** The same in one sentence. */
export function readoutText({ day, lines, note }: Readout): string {
  const figures = lines.map((line) => `${line.label} ${line.text}`).join(', ');
  return [day, figures, note].filter((part) => part !== '').join(': ');
}
