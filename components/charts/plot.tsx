import { useId } from 'react';
import type { ChartLayout } from './layout';

/** Room above the plot for marks and the forecast's date, and below it for days. In pixels. */
const PLOT_TOP = 30;
const PLOT_BOTTOM = 24;
const AXIS_WIDTH = 44;

/** The labels of the vertical axis, with the unit above them. */
export function ValueAxis({ layout }: { layout: ChartLayout }) {
  return (
    <svg width={AXIS_WIDTH} height={PLOT_TOP + layout.height + PLOT_BOTTOM} aria-hidden="true" className="shrink-0">
      <text x={AXIS_WIDTH - 8} y={12} textAnchor="end">
        {layout.unit}
      </text>
      {layout.yTicks.map((tick) => (
        <text key={tick.y} x={AXIS_WIDTH - 8} y={PLOT_TOP + tick.y + 4} textAnchor="end">
          {tick.label}
        </text>
      ))}
    </svg>
  );
}

/** The bars or lines of the layers, which stretch with the width while strokes stay thin. */
function Layers({ layout }: { layout: ChartLayout }) {
  return (
    <svg
      y={PLOT_TOP}
      width="100%"
      height={layout.height}
      viewBox={`0 0 ${layout.columns} ${layout.height}`}
      preserveAspectRatio="none"
      overflow="visible"
      aria-hidden="true"
    >
      {layout.layers.map((layer, index) => (
        <path
          key={layer.key}
          d={layer.path}
          className={`${layout.lines ? 'chart-line' : 'chart-fill'} ${layerClass(layer.key, index)}`}
          vectorEffect={layout.lines ? 'non-scaling-stroke' : undefined}
        />
      ))}
      {layout.previous !== '' && (
        <path d={layout.previous} className="chart-previous" vectorEffect="non-scaling-stroke" />
      )}
      {layout.forecast && (
        <path d={layout.forecast.path} className="chart-forecast" vectorEffect="non-scaling-stroke" />
      )}
    </svg>
  );
}

/** The colour of a layer: fixed for upload and download, by rank for groups. */
export function layerClass(key: string, index: number): string {
  if (key === 'download' || key === 'upload' || key === 'total' || key === 'unsplit') return `chart-${key}`;
  return key === 'other' || index < 0 || index > 7 ? 'series-rest' : `series-${index + 1}`;
}

/** Days that were not read: an empty field, or a stripe at the foot where only some source is missing. */
function Gaps({ layout }: { layout: ChartLayout }) {
  return layout.gaps.map((gap) => (
    <rect
      key={`${gap.left}-${gap.label}`}
      x={`${gap.left}%`}
      y={gap.partial ? PLOT_TOP + layout.height + 1 : PLOT_TOP}
      width={`${gap.width}%`}
      height={gap.partial ? 4 : layout.height}
      className={gap.partial ? 'chart-gap-partial' : 'chart-gap'}
    />
  ));
}

function Forecast({ forecast }: { forecast: NonNullable<ChartLayout['forecast']> }) {
  return (
    <text
      className="chart-forecast-label"
      x={`${forecast.left}%`}
      y={24}
      textAnchor={forecast.left > 30 ? 'end' : 'start'}
      dx={forecast.beyond ? 0 : 4}
    >
      {forecast.label}
      {forecast.beyond ? ' →' : ''}
    </text>
  );
}

/** The plot: gaps, grid, bars, hatching of what may still change, marks, days. Complete in the first HTML. */
export function Plot({ layout }: { layout: ChartLayout }) {
  const hatch = useId();
  const ground = PLOT_TOP + layout.height;
  return (
    <svg width="100%" height={ground + PLOT_BOTTOM} overflow="visible" aria-hidden="true" className="block">
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" className="chart-veil" />
        </pattern>
      </defs>
      <Gaps layout={layout} />
      {layout.yTicks.map((tick) => (
        <line
          key={tick.y}
          x2="100%"
          y1={PLOT_TOP + tick.y}
          y2={PLOT_TOP + tick.y}
          className={tick.y === layout.height ? 'chart-base' : 'chart-grid'}
        />
      ))}
      <Layers layout={layout} />
      {layout.provisional.map((bar) => (
        <rect
          key={bar.left}
          x={`${bar.left}%`}
          y={PLOT_TOP + bar.y}
          width={`${bar.width}%`}
          height={bar.height}
          fill={`url(#${hatch})`}
        />
      ))}
      {layout.markers.map((marker) => (
        <g key={marker.left}>
          <line x1={`${marker.left}%`} x2={`${marker.left}%`} y1={10} y2={ground} className="chart-marker-line" />
          <circle cx={`${marker.left}%`} cy={8} r={marker.count > 1 ? 6 : 4.5} className="chart-marker" />
        </g>
      ))}
      {layout.forecast && <Forecast forecast={layout.forecast} />}
      {layout.xTicks.map((tick) => (
        <text
          key={tick.left}
          x={`${tick.left}%`}
          y={ground + 16}
          textAnchor="middle"
          className={tick.minor ? 'max-sm:hidden' : undefined}
        >
          {tick.label}
        </text>
      ))}
    </svg>
  );
}
