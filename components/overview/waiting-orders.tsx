import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { OrderDto } from '@/lib/orders/schemas';
import { OrderStatusBadge } from '../orders/order-status';
import { useOrderTitle } from '../orders/order-title';
import { Panel } from '../ui/panel';
import { RelativeTime } from '../ui/relative-time';

/** Orders that do not go on without somebody: no clear answer, or a second person has to agree; nothing where all do. */
export function WaitingOrders({ orders, more }: { orders: readonly OrderDto[]; more: boolean }) {
  const t = useTranslations('overview');
  const orderTitle = useOrderTitle();
  if (orders.length === 0) return null;
  return (
    <Panel
      title={t('waitingTitle')}
      flush
      action={
        more && (
          <Link className="link text-[0.8125rem]" href={`/orders?status=${orders[0]?.status ?? 'unknown'}`}>
            {t('all')}
          </Link>
        )
      }
    >
      <ul>
        {orders.map((order) => (
          <li key={order.id} className="border-t border-separator">
            <Link
              href={`/orders/${order.id}`}
              prefetch={false}
              className="flex items-center gap-3 px-4 py-2.5 -outline-offset-2 hover:bg-surface-secondary sm:px-5"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">
                  {order.customerName ?? order.accountName ?? t('orderNo', { id: order.id })}
                </span>
                <span className="block truncate text-xs text-muted">
                  {orderTitle(order)} · <RelativeTime at={order.createdAt} />
                </span>
              </span>
              <OrderStatusBadge status={order.status} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
