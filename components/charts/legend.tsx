import type { ReactNode } from 'react';
import type { ChartLayout } from './layout';
import { layerClass } from './plot';
import type { ChartWords } from './words';

function Entry({ sign, children }: { sign: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5 whitespace-nowrap">
      <svg width="14" height="10" aria-hidden="true" className="shrink-0 overflow-visible">
        {sign}
      </svg>
      {children}
    </li>
  );
}

const hatchLines = 'M2 10 10 0M-2 8 5 0M7 11 15 2';

/** What the colours, hatches and lines of a chart mean; only those that the chart shows. */
export function Legend({
  layout,
  markerName,
  previousName,
  words,
}: {
  layout: ChartLayout;
  markerName: string;
  previousName?: string | undefined;
  words: ChartWords;
}) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {[...layout.layers.entries()].reverse().map(([index, layer]) => (
        <Entry
          key={layer.key}
          sign={
            layout.lines ? (
              <path d="M0 5H14" className={`chart-line ${layerClass(layer.key, index)}`} />
            ) : (
              <rect width="10" height="10" x="2" rx="2" className={`chart-fill ${layerClass(layer.key, index)}`} />
            )
          }
        >
          <span className="max-w-48 truncate">{layer.label}</span>
        </Entry>
      ))}
      {layout.provisional.length > 0 && (
        <Entry
          sign={
            <>
              <rect width="12" height="10" x="1" className="chart-fill chart-total" />
              <path d={hatchLines} className="chart-veil" strokeWidth="2" clipPath="inset(0)" />
            </>
          }
        >
          {words.mayChange}
        </Entry>
      )}
      {layout.gaps.some((gap) => !gap.partial) && (
        <Entry sign={<rect width="12" height="10" x="1" className="chart-gap" />}>{words.notRead}</Entry>
      )}
      {layout.gaps.some((gap) => gap.partial) && (
        <Entry sign={<rect width="12" height="4" x="1" y="6" className="chart-gap-partial" />}>
          {words.partlyNotRead}
        </Entry>
      )}
      {layout.previous !== '' && (
        <Entry sign={<path d="M0 7 5 3 9 6 14 2" className="chart-previous" />}>{previousName ?? words.before}</Entry>
      )}
      {layout.markers.length > 0 && (
        <Entry sign={<circle cx="7" cy="5" r="4.5" className="chart-marker" />}>{markerName}</Entry>
      )}
      {layout.forecast && <Entry sign={<path d="M0 5H14" className="chart-forecast" />}>{words.pace}</Entry>}
    </ul>
  );
}
