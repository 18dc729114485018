import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { OrderDto } from '@/lib/orders/schemas';
import type { DifferenceKind, ProviderRecordDto } from '@/lib/reconciliation/schemas';
import { OrderAmount } from '../orders/order-amount';
import { KindName } from '../records/kind-name';
import { RecordAmount } from '../records/record-amount';
import { ExactTime } from '../ui/relative-time';
import { Said } from '../ui/said';
import { StatusBadge, type Tone } from '../ui/status-badge';

export type DifferenceItem = {
  key: string;
  kind: DifferenceKind;
  at: string;
  order: OrderDto | null;
  record: ProviderRecordDto | null;
  cause: string;
};

const TONE: Record<DifferenceKind, Tone> = {
  only_ours: 'danger',
  only_provider: 'warning',
  amount_mismatch: 'danger',
};

/** A row's columns: kind, ours, theirs, guess. */
export const ROW =
  'grid grid-cols-2 gap-x-5 gap-y-3 px-4 py-4 sm:px-5 lg:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.3fr)]';

/** One side of a difference, under its name: ours, theirs, or a guess. */
export function Side({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="text-xs text-muted">{name}</p>
      {children}
    </div>
  );
}

function OurSide({ order }: { order: OrderDto | null }) {
  const t = useTranslations('reconciliation.row');
  const tOrders = useTranslations('orders.client');
  return (
    <Side name={t('ours')}>
      {order ? (
        <>
          <p className="font-medium">
            <OrderAmount order={order} />
          </p>
          <p className="text-[0.8125rem] text-ink-soft wrap-anywhere">
            {t.rich(order.customerName ? 'orderFor' : 'order', {
              type: tOrders(`type.${order.type}`),
              id: order.id,
              name: order.customerName ?? '',
              link: (words) => (
                <Link href={`/orders/${order.id}`} className="link">
                  {words}
                </Link>
              ),
            })}
          </p>
          <p className="text-xs text-muted">
            <ExactTime at={order.settledAt ?? order.createdAt} />
          </p>
        </>
      ) : (
        <p className="text-muted">{t('noOrder')}</p>
      )}
    </Side>
  );
}

function TheirSide({ record, href }: { record: ProviderRecordDto | null; href: (id: string) => string }) {
  const t = useTranslations('reconciliation.row');
  const account = record?.externalAccountName ?? record?.externalAccountId ?? record?.externalOrderId;
  return (
    <Side name={t('theirs')}>
      {record ? (
        <>
          <p className="font-medium">
            <RecordAmount record={record} />
          </p>
          <p className="text-[0.8125rem] text-ink-soft wrap-anywhere">
            {t.rich(account ? 'recordFor' : 'record', {
              name: account ?? '',
              kind: () => (
                <Link href={href(record.id)} prefetch={false} className="link">
                  <KindName kind={record.kind} />
                </Link>
              ),
            })}
          </p>
          <p className="text-xs text-muted">
            <ExactTime at={record.at} />
          </p>
        </>
      ) : (
        <p className="text-muted">{t('noRecord')}</p>
      )}
    </Side>
  );
}

/** One difference between an order and a record: both sides linked, and a plain guess at the cause. */
export function DifferenceRow({
  item,
  recordHref,
  note,
  below,
}: {
  item: DifferenceItem;
  recordHref: (id: string) => string;
  /** Stands below the kind, e.g. how old it is. */
  note?: ReactNode;
  /** Stands below the guess, e.g. what can be done. */
  below?: ReactNode;
}) {
  const t = useTranslations('reconciliation');
  return (
    <li className={ROW}>
      <div className="max-lg:col-span-2">
        <StatusBadge tone={TONE[item.kind]}>{t(`kind.${item.kind}`)}</StatusBadge>
        {note && <p className="mt-1.5 text-xs text-muted">{note}</p>}
      </div>
      <OurSide order={item.order} />
      <TheirSide record={item.record} href={recordHref} />
      <div className="max-lg:col-span-2">
        <p className="text-xs text-muted">{t('row.probably')}</p>
        <p className="text-[0.8125rem] leading-5">
          <Said text={item.cause} />
        </p>
        {below && <div className="mt-3">{below}</div>}
      </div>
    </li>
  );
}

/** The differences as a work list. */
export function DifferenceList({
  items,
  recordHref,
}: {
  items: readonly DifferenceItem[];
  recordHref: (id: string) => string;
}) {
  return (
    <ul className="divide-y divide-separator border-t border-separator">
      {items.map((item) => (
        <DifferenceRow key={item.key} item={item} recordHref={recordHref} />
      ))}
    </ul>
  );
}
