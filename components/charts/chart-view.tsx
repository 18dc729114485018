'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { dayText } from '../ui/format';
import type { ChartSource } from './layout';
import { fill, wordsOf } from './words';

const ChartTable = dynamic(() => import('./chart-table').then((module) => module.ChartTable), {
  loading: () => <div className="bone h-75" />,
});

function save(blob: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function fileName(name: string, { columns }: ChartSource, ending: string): string {
  return `${name.toLowerCase().replaceAll(' ', '-')}-${columns.from}-${columns.to}.${ending}`;
}

async function saveCsv(source: ChartSource, zone: string, name: string) {
  const { chartCsv } = await import('./chart-csv');
  // The mark at the beginning tells table programs that it is UTF-8.
  save(new Blob(['\ufeff', chartCsv(source, zone)], { type: 'text/csv' }), fileName(name, source, 'csv'));
}

async function savePng(figure: HTMLElement | null, source: ChartSource, foot: string, name: string) {
  if (!figure) return;
  const { chartPng } = await import('./chart-png');
  const { words, locale } = wordsOf(source);
  const { from, to } = source.columns;
  const title = `${name}, ${fill(words.span, { from: dayText(from, true, locale), to: dayText(to, true, locale) })}`;
  save(await chartPng(figure, title, foot), fileName(name, source, 'png'));
}

/** The frame of a chart with the switch between picture and table, and both as files. */
export function ChartView({
  name,
  source,
  zone,
  foot,
  children,
}: {
  name: string;
  source: ChartSource;
  zone: string;
  /** Unit and zone in words, below the chart and in its picture. */
  foot: string;
  children: ReactNode;
}) {
  const { words } = wordsOf(source);
  const [asTable, setAsTable] = useState(false);
  return (
    <>
      {asTable ? <ChartTable name={name} source={source} /> : children}
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="flex flex-wrap gap-y-1">
          <button
            type="button"
            className="button button--outline button--sm text-xs"
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? words.showChart : words.showTable}
          </button>
          <button
            type="button"
            className="button button--ghost button--sm px-2.5 text-xs"
            onClick={() => saveCsv(source, zone, name)}
          >
            {words.csv}
          </button>
          {!asTable && (
            <button
              type="button"
              className="button button--ghost button--sm px-2.5 text-xs"
              onClick={(event) => savePng(event.currentTarget.closest('figure'), source, foot, name)}
            >
              {words.png}
            </button>
          )}
        </span>
        <span className="ms-auto text-right text-xs text-muted">{foot}</span>
      </div>
    </>
  );
}
