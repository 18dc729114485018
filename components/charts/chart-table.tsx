'use client';

import { addDays } from '@/lib/core/calendar-date';
import { bytesText, dayText } from '../ui/format';
import { ScrollBox } from '../ui/scroll-box';
import { columnTotals } from './data';
import type { ChartSource } from './layout';
import { readColumn } from './readout';
import { fill, wordsOf } from './words';

/** The chart's own figures as a table, newest day first. */
export function ChartTable({ name, source }: { name: string; source: ChartSource }) {
  const { columns, base } = source;
  const { words, locale } = wordsOf(source);
  const totals = columnTotals(columns);
  const order = totals.map((_, index) => index).reverse();
  const text = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : bytesText(value, base);
  return (
    <ScrollBox
      as="section"
      aria-label={fill(words.asTable, { name })}
      className="h-75 overflow-auto rounded-lg border border-border"
    >
      <table className="figures w-full text-left text-xs">
        <thead className="sticky top-0 bg-surface-secondary text-muted">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              {words.day}
            </th>
            {columns.series.map((layer) => (
              <th key={layer.key} scope="col" className="px-3 py-2 text-right font-medium">
                {layer.label}
              </th>
            ))}
            {columns.series.length > 1 && (
              <th scope="col" className="px-3 py-2 text-right font-medium">
                {words.together}
              </th>
            )}
            <th scope="col" className="px-3 py-2 font-medium">
              {words.note}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.map((index) => {
            const day = addDays(columns.from, index);
            return (
              <tr key={day} className="border-t border-separator">
                <th scope="row" className="px-3 py-1.5 font-normal whitespace-nowrap">
                  {dayText(day, true, locale)}
                </th>
                {columns.series.map((layer) => (
                  <td key={layer.key} className="px-3 py-1.5 text-right whitespace-nowrap">
                    {text(layer.values[index])}
                  </td>
                ))}
                {columns.series.length > 1 && (
                  <td className="px-3 py-1.5 text-right whitespace-nowrap">{text(totals[index])}</td>
                )}
                <td className="px-3 py-1.5 whitespace-nowrap text-muted">{readColumn(source, index).note}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollBox>
  );
}
