import { useLocale, useMessages, useTranslations } from 'next-intl';
import { CalendarHeat } from './calendar-heat';
import { ChartPointer, type Zoom } from './chart-pointer';
import { ChartView } from './chart-view';
import type { Columns } from './data';
import { type ChartSource, layoutChart } from './layout';
import { Legend } from './legend';
import { Plot, ValueAxis } from './plot';
import type { ChartWords } from './words';

const LAYERS = ['download', 'upload', 'unsplit', 'total', 'other'] as const;

/** The columns with the layers that every chart may have under their names in the reader's language. */
function named(columns: Columns, words: ChartWords): Columns {
  const series = columns.series.map((layer) => {
    const known = LAYERS.find((key) => key === layer.key);
    return known ? { ...layer, label: words[known] } : layer;
  });
  return { ...columns, series };
}

/**
 * A chart by days. The picture is drawn on the server, so it is there with the first HTML; the browser adds the
 * pointer, the keys and the table. `zone` says whose days they are, e.g. `Asia/Shanghai`.
 */
export function DailyChart({
  name,
  source: plain,
  zone,
  markerName,
  zoom,
}: {
  name?: string;
  source: ChartSource;
  zone: string;
  markerName?: string;
  /** Where dragging over some days leads; without it days cannot be picked. */
  zoom?: Zoom;
}) {
  const t = useTranslations('charts');
  const words = useMessages().charts.words;
  const source = { ...plain, columns: named(plain.columns, words), words, locale: useLocale() };
  const title = name ?? t('dailyUsage');
  const layout = layoutChart(source);
  const empty = source.columns.series.every(({ values }) => values.every((value) => value === null));
  const about = { unit: layout.unit, zone, mb: source.base === 1024 ? '1,024' : '1,000' };
  const look = { calendar: 'calendarFoot', sum: 'sinceFirst' } as const;
  const foot = t(source.look === 'calendar' || source.look === 'sum' ? look[source.look] : 'aDay', about);
  return (
    <figure aria-label={title} className="chart">
      <ChartView name={title} source={source} zone={zone} foot={foot}>
        {source.look === 'calendar' ? (
          <CalendarHeat source={source} />
        ) : (
          <>
            <Legend
              layout={layout}
              markerName={markerName ?? t('markedDays')}
              previousName={source.previousName}
              words={words}
            />
            <div className="mt-2 flex">
              <ValueAxis layout={layout} />
              <div className="relative min-w-0 flex-1">
                <Plot layout={layout} />
                {empty && (
                  <p className="absolute inset-0 grid place-items-center text-[0.8125rem] text-muted">
                    {t('noFigures')}
                  </p>
                )}
                <ChartPointer source={source} dataColumns={layout.dataColumns} columns={layout.columns} zoom={zoom} />
              </div>
            </div>
          </>
        )}
      </ChartView>
    </figure>
  );
}
