import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { FigureCause } from '@/lib/reconciliation/figure-schemas';
import type { DiscrepancyDto, FiguresDto } from '@/lib/reconciliation/schemas';
import { usePoolName } from '../connections/pool-name';
import { ExactTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';
import { useFormats } from '../ui/use-formats';
import { ROW, Side } from './difference-list';

export type FigureItem = {
  id: string;
  kind: 'residual_mismatch' | 'usage_mismatch';
  connectionId: string;
  since: string;
  day: string;
  figures: FiguresDto;
  account: DiscrepancyDto['account'];
  cause: FigureCause;
  orderId: string | null;
  recordId: string | null;
  foundAt: string;
};

const SMALL = 'text-[0.8125rem] text-ink-soft wrap-anywhere';

/** What should be left by what was read, credited and used. */
function Expected({ figures }: { figures: Extract<FiguresDto, { of: 'residual' }> }) {
  const t = useTranslations('reconciliation.figures');
  return (
    <Side name={t('expected')}>
      <p className="figures font-medium">{figures.expected}</p>
      <p className={SMALL}>{t('follows', { start: figures.start, credited: figures.credited, used: figures.used })}</p>
      <p className="text-xs text-muted">{t('rounding', { tolerance: figures.tolerance })}</p>
    </Side>
  );
}

function Left({ figures }: { figures: Extract<FiguresDto, { of: 'residual' }> }) {
  const t = useTranslations('reconciliation.figures');
  return (
    <Side name={t('left')}>
      <p className="figures font-medium">{figures.end}</p>
      <p className="text-xs text-muted">
        {t.rich('readAt', {
          from: () => <ExactTime at={figures.startAt} />,
          to: () => <ExactTime at={figures.endAt} />,
        })}
      </p>
    </Side>
  );
}

function Sum({ item, figures }: { item: FigureItem; figures: Extract<FiguresDto, { of: 'usage' }> }) {
  const t = useTranslations('reconciliation.figures');
  const usage = new URLSearchParams({ connectionId: item.connectionId, from: item.day, to: item.day, by: 'account' });
  return (
    <Side name={t('accounts')}>
      <p className="figures font-medium">{figures.accounts}</p>
      <p className={SMALL}>
        <Link href={`/usage?${usage}`} prefetch={false} className="link">
          {t('openUsage')}
        </Link>
      </p>
      <p className="text-xs text-muted">{t('rounding', { tolerance: figures.tolerance })}</p>
    </Side>
  );
}

function Totals({ item, figures }: { item: FigureItem; figures: Extract<FiguresDto, { of: 'usage' }> }) {
  const t = useTranslations('reconciliation.figures');
  return (
    <Side name={t('totals')}>
      <p className="figures font-medium">{figures.standard}</p>
      {figures.nni && <p className={SMALL}>{t('nni', { amount: figures.nni })}</p>}
      <p className={SMALL}>
        <Link href={`/connections/${item.connectionId}`} prefetch={false} className="link">
          {t('openTotals')}
        </Link>
      </p>
    </Side>
  );
}

/** What the figures are of, and the links to both sides. */
function Subject({ item, recordHref }: { item: FigureItem; recordHref: (id: string) => string }) {
  const t = useTranslations('reconciliation.figures');
  const poolName = usePoolName();
  const { account, figures, orderId, recordId } = item;
  return (
    <p className={`mt-1 flex flex-wrap gap-x-3 ${SMALL}`}>
      {account && (
        <Link
          href={account.customerId ? `/customers/${account.customerId}` : `/connections/${item.connectionId}`}
          prefetch={false}
          className="link"
        >
          {account.name}
        </Link>
      )}
      {figures.of === 'residual' && figures.pool && (
        <Link href={`/connections/${item.connectionId}`} prefetch={false} className="link">
          <span className="inline-block first-letter:uppercase">{poolName(figures.pool)}</span>
        </Link>
      )}
      {orderId && (
        <Link href={`/orders/${orderId}`} prefetch={false} className="link">
          {t('order', { id: orderId })}
        </Link>
      )}
      {recordId && (
        <Link href={recordHref(recordId)} prefetch={false} className="link">
          {t('record')}
        </Link>
      )}
    </p>
  );
}

/** A residual or a day's usage that does not come out even: both sides, what they are of, and a plain guess at the cause. */
export function FigureRow({
  item,
  recordHref,
  note,
  below,
}: {
  item: FigureItem;
  recordHref: (id: string) => string;
  note?: ReactNode;
  below?: ReactNode;
}) {
  const t = useTranslations('reconciliation');
  const formats = useFormats();
  const { figures } = item;
  return (
    <li className={ROW}>
      <div className="max-lg:col-span-2">
        <StatusBadge tone="warning">{t(`kind.${item.kind}`)}</StatusBadge>
        <p className="figures mt-1.5 font-medium">{figures.gap}</p>
        <p className="text-xs text-muted">
          {item.since === item.day
            ? formats.day(item.day)
            : t('figures.days', { from: formats.dayOfYear(item.since), to: formats.day(item.day) })}
        </p>
        {note && <p className="text-xs text-muted">{note}</p>}
      </div>
      {figures.of === 'residual' ? (
        <>
          <Expected figures={figures} />
          <Left figures={figures} />
        </>
      ) : (
        <>
          <Sum item={item} figures={figures} />
          <Totals item={item} figures={figures} />
        </>
      )}
      <div className="max-lg:col-span-2">
        <p className="text-xs text-muted">{t('row.probably')}</p>
        <p className="text-[0.8125rem] leading-5">{t(`cause.${item.cause}`)}</p>
        <Subject item={item} recordHref={recordHref} />
        {below && <div className="mt-3">{below}</div>}
      </div>
    </li>
  );
}
