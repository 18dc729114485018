'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import type { ChartSource } from './layout';

const ChartTable = dynamic(() => import('./chart-table').then((module) => module.ChartTable), {
  loading: () => <div className="bone h-70" />,
});

/** The frame of a chart with the switch between picture and table. */
export function ChartView({
  name,
  source,
  legend,
  children,
}: {
  name: string;
  source: ChartSource;
  legend: ReactNode;
  children: ReactNode;
}) {
  const [asTable, setAsTable] = useState(false);
  return (
    <>
      <div className="mb-2 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        {legend}
        <button
          type="button"
          className="button button--outline button--sm ms-auto text-xs"
          onClick={() => setAsTable(!asTable)}
        >
          Show as {asTable ? 'chart' : 'table'}
        </button>
      </div>
      {asTable ? <ChartTable name={name} source={source} /> : children}
    </>
  );
}
