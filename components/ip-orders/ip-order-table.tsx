import type { OrderDto } from '@/lib/orders/schemas';
import { OrderStatusBadge } from '../orders/order-status';
import { DataTable, type TableColumn } from '../ui/data-table';
import { RelativeTime } from '../ui/relative-time';
import { ipOrderText, poolTagText } from './labels';

const COLUMNS: readonly TableColumn[] = [
  { key: 'order', label: 'Order' },
  { key: 'customer', label: 'Customer', hideBelow: 'md' },
  { key: 'pool', label: 'Pool tag', hideBelow: 'xl' },
  { key: 'number', label: 'Provider’s number', hideBelow: 'lg' },
  { key: 'reference', label: 'Our reference', hideBelow: 'xl' },
  { key: 'status', label: 'State' },
  { key: 'at', label: 'Made', align: 'right', hideBelow: 'sm' },
];

/** Openings and renewals of IPs, newest first. */
export function IpOrderTable({ orders }: { orders: readonly OrderDto[] }) {
  const rows = orders.map((order) => ({
    key: order.id,
    href: `/orders/${order.id}`,
    cells: {
      order: (
        <>
          <span className="figures text-muted">#{order.id}</span> {order.type === 'ip_open' ? 'Opening' : 'Renewal'}
          <span className="block text-xs font-normal text-muted">{ipOrderText(order)}</span>
        </>
      ),
      customer: <span className="wrap-anywhere">{order.customerName ?? '–'}</span>,
      pool: order.poolTag ? poolTagText(order.poolTag) : '–',
      number: <span className="figures wrap-anywhere">{order.providerOrderId ?? '–'}</span>,
      reference: <span className="font-mono text-xs text-ink-soft">{order.reference}</span>,
      status: <OrderStatusBadge status={order.status} />,
      at: (
        <span className="text-ink-soft">
          <RelativeTime at={order.createdAt} />
        </span>
      ),
    },
  }));
  return <DataTable caption="IP orders" columns={COLUMNS} rows={rows} />;
}
