import { type Columns, columnTotals, type Series } from './data';
import { ENGLISH } from './words';

/** How a chart by days looks: bars of each day, lines, what has come together since the first day, or a calendar. */
export const CHART_LOOKS = ['bars', 'lines', 'sum', 'calendar'] as const;
export type ChartLook = (typeof CHART_LOOKS)[number];

/** Values added up from the first column on. A column without a value has none here either, and adds nothing. */
export function runningValues(values: readonly (number | null)[]): (number | null)[] {
  let sum = 0;
  return values.map((value) => {
    if (value === null) return null;
    sum += value;
    return sum;
  });
}

/** Each layer added up from the first day on; a layer without a figure on a day that has some keeps its sum. */
export function runningColumns(columns: Columns): Columns {
  const totals = columnTotals(columns);
  const filled = (layer: Series) =>
    layer.values.map((value, column) => (totals[column] === null ? null : (value ?? 0)));
  return {
    ...columns,
    series: columns.series.map((layer) => ({ ...layer, values: runningValues(filled(layer)) })),
  };
}

/** One layer with the sums of all, for who wants to see totals only. */
export function wholeColumns(columns: Columns): Columns {
  if (columns.series.length === 0) return columns;
  return { ...columns, series: [{ key: 'total', label: ENGLISH.total, values: columnTotals(columns) }] };
}
