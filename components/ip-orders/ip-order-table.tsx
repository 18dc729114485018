import { useTranslations } from 'next-intl';
import type { OrderDto } from '@/lib/orders/schemas';
import { stillMoving } from '../orders/labels';
import { OrderStatusBadge } from '../orders/order-status';
import { OrdersFollower } from '../orders/orders-follower';
import { DataTable, type TableColumn } from '../ui/data-table';
import { RelativeTime } from '../ui/relative-time';
import { usePoolTag } from './labels';

const COLUMNS = [
  { key: 'order' },
  { key: 'customer', hideBelow: 'md' },
  { key: 'pool', hideBelow: 'xl' },
  { key: 'number', hideBelow: 'lg' },
  { key: 'reference', hideBelow: 'xl' },
  { key: 'status' },
  { key: 'made', align: 'right', hideBelow: 'sm' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

/** What an IP order is about, e.g. `3 ISP IPs in us, 1 month`. */
function useAbout(): (order: OrderDto) => string {
  const t = useTranslations('ipOrders');
  return ({ quantity, ips, product, region, duration }) =>
    t('orders.about', {
      count: quantity ?? ips.length,
      product: product === null ? 'none' : t(`client.product.${product}`),
      region: region ?? 'none',
      term: duration === null ? 'none' : t(`client.duration.${duration}`),
    });
}

/** Openings and renewals of IPs, newest first. */
export function IpOrderTable({ orders }: { orders: readonly OrderDto[] }) {
  const t = useTranslations('ipOrders.orders');
  const about = useAbout();
  const poolTag = usePoolTag();
  const rows = orders.map((order) => ({
    key: order.id,
    href: `/orders/${order.id}`,
    cells: {
      order: (
        <>
          <span className="figures text-muted">#{order.id}</span>{' '}
          {order.type === 'ip_open' ? t('opening') : t('renewal')}
          <span className="block text-xs font-normal text-muted">{about(order)}</span>
        </>
      ),
      customer: <span className="wrap-anywhere">{order.customerName ?? '–'}</span>,
      pool: order.poolTag ? poolTag(order.poolTag) : '–',
      number: <span className="figures wrap-anywhere">{order.providerOrderId ?? '–'}</span>,
      reference: <span className="font-mono text-xs text-ink-soft">{order.reference}</span>,
      status: <OrderStatusBadge status={order.status} />,
      made: (
        <span className="text-ink-soft">
          <RelativeTime at={order.createdAt} />
        </span>
      ),
    },
  }));
  const columns = COLUMNS.map((column) => ({ ...column, label: t(column.key) }));
  return (
    <>
      <OrdersFollower orders={stillMoving(orders)} />
      <DataTable caption={t('caption')} columns={columns} rows={rows} />
    </>
  );
}
