import { CalendarHeat } from './calendar-heat';
import { ChartPointer, type Zoom } from './chart-pointer';
import { ChartView } from './chart-view';
import { type ChartSource, layoutChart } from './layout';
import { Legend } from './legend';
import { Plot, ValueAxis } from './plot';

/**
 * A chart by days. The picture is drawn on the server, so it is there with the first HTML; the browser adds the
 * pointer, the keys and the table. `zone` says whose days they are, e.g. `Asia/Shanghai`.
 */
export function DailyChart({
  name = 'Daily usage',
  source,
  zone,
  markerName = 'Marked days',
  zoom,
}: {
  name?: string;
  source: ChartSource;
  zone: string;
  markerName?: string;
  /** Where dragging over some days leads; without it days cannot be picked. */
  zoom?: Zoom;
}) {
  const layout = layoutChart(source);
  const rate =
    source.look === 'calendar' ? '' : `${layout.unit} ${source.look === 'sum' ? 'since the first day' : 'a day'} · `;
  const foot = `${rate}days in ${zone} · 1 GB = ${source.base === 1024 ? '1,024' : '1,000'} MB`;
  return (
    <figure aria-label={name} className="chart">
      <ChartView name={name} source={source} zone={zone} foot={foot}>
        {source.look === 'calendar' ? (
          <CalendarHeat source={source} />
        ) : (
          <>
            <Legend layout={layout} markerName={markerName} previousName={source.previousName} />
            <div className="mt-2 flex">
              <ValueAxis layout={layout} />
              <div className="relative min-w-0 flex-1">
                <Plot layout={layout} />
                <ChartPointer source={source} dataColumns={layout.dataColumns} columns={layout.columns} zoom={zoom} />
              </div>
            </div>
          </>
        )}
      </ChartView>
    </figure>
  );
}
