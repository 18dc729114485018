import { addDays } from '@/lib/core/calendar-date';
import { columnTotals } from './data';
import type { ChartSource } from './layout';
import { readColumn } from './readout';

/** A cell as every table program reads it: quoted, and never taken for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The chart's figures as CSV: exact bytes by day, with the zone of the days in the head; an unknown figure is empty. */
export function chartCsv(source: ChartSource, zone: string): string {
  const { columns } = source;
  const totals = columnTotals(columns);
  const several = columns.series.length > 1;
  const figure = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : String(Math.round(value));
  const head = [
    `Day (${zone})`,
    ...columns.series.map((layer) => `${layer.label} (bytes)`),
    ...(several ? ['Together (bytes)'] : []),
    'Note',
  ];
  const rows = totals.map((total, index) => [
    addDays(columns.from, index),
    ...columns.series.map((layer) => figure(layer.values[index])),
    ...(several ? [figure(total)] : []),
    readColumn(source, index).note,
  ]);
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
