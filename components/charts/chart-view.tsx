'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import type { ChartSource } from './layout';

const ChartTable = dynamic(() => import('./chart-table').then((module) => module.ChartTable), {
  loading: () => <div className="bone h-75" />,
});

/** The frame of a chart with the switch between picture and table. `note` says unit and zone. */
export function ChartView({
  name,
  source,
  note,
  children,
}: {
  name: string;
  source: ChartSource;
  note: ReactNode;
  children: ReactNode;
}) {
  const [asTable, setAsTable] = useState(false);
  return (
    <>
      {asTable ? <ChartTable name={name} source={source} /> : children}
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <button
          type="button"
          className="button button--outline button--sm text-xs"
          onClick={() => setAsTable(!asTable)}
        >
          Show as {asTable ? 'chart' : 'table'}
        </button>
        {note}
      </div>
    </>
  );
}
