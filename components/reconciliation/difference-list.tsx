import Link from 'next/link';
import type { ReactNode } from 'react';
import type { OrderDto } from '@/lib/orders/schemas';
import type { DifferenceKind, ProviderRecordDto } from '@/lib/reconciliation/schemas';
import { TYPE_LABEL } from '../orders/labels';
import { OrderAmount } from '../orders/order-amount';
import { KindName } from '../records/kind-name';
import { RecordAmount } from '../records/record-amount';
import { ExactTime } from '../ui/relative-time';
import { StatusBadge, type Tone } from '../ui/status-badge';

export type DifferenceItem = {
  key: string;
  kind: DifferenceKind;
  at: string;
  order: OrderDto | null;
  record: ProviderRecordDto | null;
  cause: string;
};

const KINDS: Record<DifferenceKind, { label: string; tone: Tone }> = {
  only_ours: { label: 'Only ours', tone: 'danger' },
  only_provider: { label: 'Only theirs', tone: 'warning' },
  amount_mismatch: { label: 'Amounts differ', tone: 'danger' },
};

/** A row's columns: kind, ours, theirs, guess. */
export const ROW =
  'grid grid-cols-2 gap-x-5 gap-y-3 px-4 py-4 sm:px-5 lg:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.3fr)]';

export function Side({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="text-xs text-muted">{name}</p>
      {children}
    </div>
  );
}

function OurSide({ order }: { order: OrderDto | null }) {
  return (
    <Side name="Ours">
      {order ? (
        <>
          <p className="font-medium">
            <OrderAmount order={order} />
          </p>
          <p className="text-[0.8125rem] text-ink-soft wrap-anywhere">
            <Link href={`/orders/${order.id}`} className="link">
              {TYPE_LABEL[order.type]} #{order.id}
            </Link>
            {order.customerName && ` for ${order.customerName}`}
          </p>
          <p className="text-xs text-muted">
            <ExactTime at={order.settledAt ?? order.createdAt} />
          </p>
        </>
      ) : (
        <p className="text-muted">No order</p>
      )}
    </Side>
  );
}

function TheirSide({ record, href }: { record: ProviderRecordDto | null; href: (id: string) => string }) {
  const account = record?.externalAccountName ?? record?.externalAccountId ?? record?.externalOrderId;
  return (
    <Side name="Theirs">
      {record ? (
        <>
          <p className="font-medium">
            <RecordAmount record={record} />
          </p>
          <p className="text-[0.8125rem] text-ink-soft wrap-anywhere">
            <Link href={href(record.id)} prefetch={false} className="link">
              <KindName kind={record.kind} />
            </Link>
            {account && ` for ${account}`}
          </p>
          <p className="text-xs text-muted">
            <ExactTime at={record.at} />
          </p>
        </>
      ) : (
        <p className="text-muted">No record</p>
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
  return (
    <li className={ROW}>
      <div className="max-lg:col-span-2">
        <StatusBadge tone={KINDS[item.kind].tone}>{KINDS[item.kind].label}</StatusBadge>
        {note && <p className="mt-1.5 text-xs text-muted">{note}</p>}
      </div>
      <OurSide order={item.order} />
      <TheirSide record={item.record} href={recordHref} />
      <div className="max-lg:col-span-2">
        <p className="text-xs text-muted">Probably</p>
        <p className="text-[0.8125rem] leading-5">{item.cause}</p>
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
