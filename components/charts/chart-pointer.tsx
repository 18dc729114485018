'use client';

import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { ChartSource } from './layout';
import { readColumn, readoutText } from './readout';

/** Lies over the plot: shows the figures of the day under the pointer, or of the one chosen with the arrow keys. */
export function ChartPointer({
  source,
  dataColumns,
  columns,
}: {
  source: ChartSource;
  dataColumns: number;
  columns: number;
}) {
  const [active, setActive] = useState<number | null>(null);
  const readout = readColumn(source, active ?? dataColumns - 1);

  function point(event: PointerEvent<HTMLDivElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    setActive(column >= 0 && column < dataColumns ? column : null);
  }

  function press(event: KeyboardEvent) {
    const from = active ?? dataColumns;
    const target = {
      ArrowLeft: from - 1,
      ArrowRight: from + 1,
      PageUp: from - 7,
      PageDown: from + 7,
      Home: 0,
      End: dataColumns - 1,
    }[event.key];
    if (event.key === 'Escape') setActive(null);
    if (target === undefined) return;
    event.preventDefault();
    setActive(Math.min(dataColumns - 1, Math.max(0, target)));
  }

  const left = active === null ? 0 : ((active + 0.5) / columns) * 100;
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Day"
      aria-valuemin={1}
      aria-valuemax={dataColumns}
      aria-valuenow={(active ?? dataColumns - 1) + 1}
      aria-valuetext={readoutText(readout)}
      className="absolute inset-0 touch-pan-y rounded-md"
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => setActive(null)}
      onBlur={() => setActive(null)}
      onKeyDown={press}
    >
      {active !== null && (
        <>
          <span
            className="pointer-events-none absolute top-7 bottom-6 bg-foreground/8"
            style={{ left: `${(active / columns) * 100}%`, width: `${100 / columns}%` }}
          />
          <div
            className="pointer-events-none absolute top-6 z-10 w-max max-w-64 rounded-lg border border-border bg-overlay px-3 py-2 text-xs shadow-overlay"
            style={left > 55 ? { right: `${100 - left + 1}%` } : { left: `${left + 1}%` }}
          >
            <p className="mb-1 font-medium">{readout.day}</p>
            <dl className="figures grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5">
              {readout.lines.map((line) => (
                <div key={line.label} className="contents">
                  <dt className="truncate text-muted">{line.label}</dt>
                  <dd className="text-right">{line.text}</dd>
                </div>
              ))}
            </dl>
            {readout.note !== '' && <p className="mt-1 text-muted">{readout.note}</p>}
          </div>
        </>
      )}
    </div>
  );
}
