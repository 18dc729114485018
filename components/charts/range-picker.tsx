import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Segmented } from '../ui/segmented';
import { type ChartRange, movedRange } from './range';

const PRESET_NAMES = ['7d', '30d', '90d', '365d'] as const;

/** Ranges as links, and two days of one's own choice; `keep` are the other parts of the address. */
export function RangePicker({
  path,
  range,
  today,
  keep = {},
}: {
  path: string;
  range: ChartRange;
  today: string;
  keep?: Record<string, string>;
}) {
  const t = useTranslations('charts');
  const href = (preset: string) => `${path}?${new URLSearchParams({ ...keep, range: preset })}`;
  const field = 'input figures h-9 w-36 text-base sm:text-[0.8125rem]';
  return (
    <div className="flex max-w-full flex-wrap items-center gap-2">
      <Segmented
        label={t('range')}
        value={range.preset ?? ''}
        options={PRESET_NAMES.map((preset) => ({
          value: preset,
          label: t(`presets.${preset}`),
          href: href(preset),
        }))}
      />
      <span className="flex">
        <Step label={t('earlier')} range={movedRange(range, -1, today)} path={path} keep={keep}>
          ‹
        </Step>
        <Step label={t('later')} range={movedRange(range, 1, today)} path={path} keep={keep}>
          ›
        </Step>
      </span>
      <details className="relative">
        <summary
          className="button button--outline button--sm list-none aria-[current]:bg-default"
          aria-current={range.preset ? undefined : 'true'}
        >
          {t('otherDays')}
        </summary>
        <form
          action={path}
          className="panel absolute right-0 z-20 mt-1.5 flex w-max flex-col gap-3 bg-overlay p-4 shadow-overlay max-sm:right-auto max-sm:left-0"
        >
          {Object.entries(keep).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <label className="flex items-center justify-between gap-3">
            {t('from')}
            <input className={field} type="date" name="from" defaultValue={range.from} max={today} required />
          </label>
          <label className="flex items-center justify-between gap-3">
            {t('to')}
            <input className={field} type="date" name="to" defaultValue={range.to} max={today} required />
          </label>
          <button type="submit" className="button button--primary button--sm self-end">
            {t('show')}
          </button>
        </form>
      </details>
    </div>
  );
}

/** To the days just before or after; greyed where there are none. */
function Step({
  label,
  range,
  path,
  keep,
  children,
}: {
  label: string;
  range: ChartRange | null;
  path: string;
  keep: Record<string, string>;
  children: string;
}) {
  const look = 'button button--ghost button--sm min-w-9 px-0 text-base';
  if (!range) {
    return (
      <span className={`${look} pointer-events-none opacity-35`} aria-hidden="true">
        {children}
      </span>
    );
  }
  const query = new URLSearchParams({ ...keep, from: range.from, to: range.to });
  return (
    <Link href={`${path}?${query}`} scroll={false} prefetch={false} aria-label={label} className={look}>
      <span aria-hidden="true">{children}</span>
    </Link>
  );
}
