'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import type { ChartSource } from './layout';

const ChartTable = dynamic(() => import('./chart-table').then((module) => module.ChartTable), {
  loading: () => <div className="bone h-75" />,
});

async function download(source: ChartSource, zone: string, name: string) {
  const { chartCsv } = await import('./chart-csv');
  const link = document.createElement('a');
  // The mark at the beginning tells table programs that it is UTF-8.
  link.href = URL.createObjectURL(new Blob(['\ufeff', chartCsv(source, zone)], { type: 'text/csv' }));
  link.download = `${name.toLowerCase().replaceAll(' ', '-')}-${source.columns.from}-${source.columns.to}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The frame of a chart with the switch between picture and table, and its figures as a file. `note` says unit and zone. */
export function ChartView({
  name,
  source,
  zone,
  note,
  children,
}: {
  name: string;
  source: ChartSource;
  zone: string;
  note: ReactNode;
  children: ReactNode;
}) {
  const [asTable, setAsTable] = useState(false);
  return (
    <>
      {asTable ? <ChartTable name={name} source={source} /> : children}
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="flex gap-2">
          <button
            type="button"
            className="button button--outline button--sm text-xs"
            onClick={() => setAsTable(!asTable)}
          >
            Show as {asTable ? 'chart' : 'table'}
          </button>
          <button
            type="button"
            className="button button--ghost button--sm text-xs"
            onClick={() => download(source, zone, name)}
          >
            Download CSV
          </button>
        </span>
        {note}
      </div>
    </>
  );
}
