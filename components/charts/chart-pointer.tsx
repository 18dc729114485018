'use client';

import { useRouter } from 'next/navigation';
import { useId } from 'react';
import { addDays } from '@/lib/core/calendar-date';
import { dayText } from '../ui/format';
import type { ChartSource } from './layout';
import { readColumn, readoutText } from './readout';
import { useChosenDays } from './use-chosen-days';
import { fill, wordsOf } from './words';

/** The address that shows a span of days: `path` with `keep`, and `from` and `to` of the span. */
export type Zoom = { path: string; keep: Record<string, string> };

/**
 * Lies over the plot: shows the figures of the day under the pointer, or of the one chosen with the arrow keys. With
 * `zoom`, days that are dragged over (or chosen with Shift and the arrow keys, then Enter) become the range.
 */
export function ChartPointer({
  source,
  dataColumns,
  columns,
  zoom,
}: {
  source: ChartSource;
  dataColumns: number;
  columns: number;
  zoom?: Zoom | undefined;
}) {
  const router = useRouter();
  const keys = useId();
  const dayAt = (column: number) => addDays(source.columns.from, column);
  const show = zoom
    ? (first: number, last: number) => {
        const span = { from: dayAt(first), to: dayAt(last) };
        router.push(`${zoom.path}?${new URLSearchParams({ ...zoom.keep, ...span })}`, { scroll: false });
      }
    : null;
  const { active, span, handlers } = useChosenDays({ dataColumns, columns, onSpan: show });
  const readout = readColumn(source, active ?? dataColumns - 1);
  const { words, locale } = wordsOf(source);
  const left = active === null ? 0 : ((active + 0.5) / columns) * 100;
  const spanText = span
    ? fill(words.spanDays, {
        from: dayText(dayAt(span.first), true, locale),
        to: dayText(dayAt(span.last), true, locale),
        days: span.last - span.first + 1,
      })
    : '';
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={words.day}
      aria-describedby={keys}
      aria-valuemin={1}
      aria-valuemax={dataColumns}
      aria-valuenow={(active ?? dataColumns - 1) + 1}
      aria-valuetext={span ? fill(words.spanEnter, { span: spanText }) : readoutText(readout)}
      className={`absolute inset-0 touch-pan-y rounded-md ${zoom ? 'cursor-crosshair' : ''}`}
      {...handlers}
    >
      <span id={keys} hidden>
        {words.keys}
      </span>
      {span && (
        <span
          className="chart-zoom pointer-events-none absolute top-7 bottom-6"
          style={{
            left: `${(span.first / columns) * 100}%`,
            width: `${((span.last - span.first + 1) / columns) * 100}%`,
          }}
        />
      )}
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
            {span ? <p className="font-medium">{spanText}</p> : <ReadoutBody readout={readout} />}
          </div>
        </>
      )}
    </div>
  );
}

function ReadoutBody({ readout }: { readout: ReturnType<typeof readColumn> }) {
  return (
    <>
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
    </>
  );
}
