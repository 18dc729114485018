import Link from 'next/link';
import type { OrderDto } from '@/lib/orders/schemas';
import { orderTitle } from '../orders/labels';
import { OrderStatusBadge } from '../orders/order-status';
import { EmptyState } from '../ui/empty-state';
import { Panel } from '../ui/panel';
import { RelativeTime } from '../ui/relative-time';

/** Orders that do not go on without somebody: no clear answer, or a second person has to agree. */
export function WaitingOrders({ orders, more }: { orders: readonly OrderDto[]; more: boolean }) {
  return (
    <Panel
      title="Orders that need somebody"
      flush
      action={
        more && (
          <Link className="link text-[0.8125rem]" href="/orders?status=unknown">
            All
          </Link>
        )
      }
    >
      {orders.length === 0 ? (
        <EmptyState title="Nothing waits">No order is unknown or waits for approval.</EmptyState>
      ) : (
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
                    {order.customerName ?? order.accountName ?? `Order #${order.id}`}
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
      )}
    </Panel>
  );
}
