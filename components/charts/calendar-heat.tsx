import { useTranslations } from 'next-intl';
import { bytesText } from '../ui/format';
import { ScrollBox } from '../ui/scroll-box';
import { type CalendarCell, layoutCalendar } from './calendar';
import type { ChartSource } from './layout';
import { readColumn, readoutText } from './readout';

const WEEKDAYS = ['mon', '', 'wed', '', 'fri', '', 'sun'] as const;
const HEAD = 18;
const SIDE = 34;

function cellClass({ shade, provisional }: CalendarCell): string {
  const fill = shade === null ? 'heat-unread' : `heat-${shade}`;
  return provisional ? `${fill} heat-provisional` : fill;
}

/** The days as a calendar, a column a week, darker where more was used. The figures are in the table beside it. */
export function CalendarHeat({ source }: { source: ChartSource }) {
  const t = useTranslations('charts');
  const { weeks, cells, months, steps } = layoutCalendar(source);
  const size = weeks <= 16 ? 30 : weeks <= 60 ? 17 : 13;
  const inner = size - 3;
  const shown = [0, ...steps.keys()].map((shade, index) => (index === 0 ? 0 : shade + 1));
  return (
    <>
      <ul className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
        <li>{t('less')}</li>
        {shown.map((shade) => (
          <li key={shade} className="-me-2">
            <svg width="12" height="12" role="img" aria-label={shade === 0 ? t('noTraffic') : t('shade', { n: shade })}>
              <rect width="12" height="12" rx="2.5" className={`heat-${shade}`} />
            </svg>
          </li>
        ))}
        <li className="ms-2">{t('more')}</li>
        {steps[4] !== undefined && steps[4] > 0 && (
          <li>{t('darkest', { figure: bytesText(steps[4], source.base) })}</li>
        )}
        <li className="flex items-center gap-1.5">
          <svg width="12" height="12" aria-hidden="true">
            <rect width="12" height="12" rx="2.5" className="heat-unread" />
          </svg>
          {t('notRead')}
        </li>
      </ul>
      <ScrollBox as="section" aria-label={t('calendar')} className="mt-3 overflow-x-auto pb-1">
        <svg width={SIDE + weeks * size} height={HEAD + 7 * size} aria-hidden="true" className="block">
          {months.map((month) => (
            <text key={month.week} x={SIDE + month.week * size} y={11}>
              {month.label}
            </text>
          ))}
          {WEEKDAYS.map(
            (label, weekday) =>
              label !== '' && (
                <text key={label} x={SIDE - 8} y={HEAD + weekday * size + size / 2 + 2} textAnchor="end">
                  {t(`weekdays.${label}`)}
                </text>
              ),
          )}
          {cells.map((cell) => (
            <rect
              key={cell.day}
              x={SIDE + cell.week * size}
              y={HEAD + cell.weekday * size}
              width={inner}
              height={inner}
              rx={size > 20 ? 5 : 3}
              className={cellClass(cell)}
            >
              <title>{readoutText(readColumn(source, cell.column))}</title>
            </rect>
          ))}
        </svg>
      </ScrollBox>
    </>
  );
}
