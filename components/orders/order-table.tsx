import type { OrderDto } from '@/lib/orders/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Money } from '../ui/money';
import { RelativeTime } from '../ui/relative-time';
import { TYPE_LABEL } from './labels';
import { OrderAmount } from './order-amount';
import { OrderStatusBadge } from './order-status';

const COLUMNS: readonly TableColumn[] = [
  { key: 'order', label: 'Order' },
  { key: 'customer', label: 'Customer', hideBelow: 'md' },
  { key: 'account', label: 'Account', hideBelow: 'lg' },
  { key: 'amount', label: 'Amount', align: 'right' },
  { key: 'price', label: 'Price', align: 'right', hideBelow: 'sm' },
  { key: 'status', label: 'Status' },
  { key: 'maker', label: 'Made by', hideBelow: 'xl' },
  { key: 'at', label: 'Made', align: 'right', hideBelow: 'md' },
];

/** Orders, newest first. `without` leaves out columns that the page says already. */
export function OrderTable({
  orders,
  caption,
  without = [],
}: {
  orders: readonly OrderDto[];
  caption: string;
  without?: readonly string[];
}) {
  const rows = orders.map((order) => ({
    key: order.id,
    href: `/orders/${order.id}`,
    cells: {
      order: (
        <>
          <span className="whitespace-nowrap">
            <span className="figures text-muted">#{order.id}</span> {TYPE_LABEL[order.type]}
          </span>
          <span className="block text-xs font-normal text-muted md:hidden">
            {!without.includes('customer') && order.customerName && <>{order.customerName} · </>}
            <RelativeTime at={order.createdAt} />
          </span>
        </>
      ),
      customer: <span className="wrap-anywhere">{order.customerName ?? '–'}</span>,
      account: <span className="wrap-anywhere text-ink-soft">{order.accountName ?? '–'}</span>,
      amount: <OrderAmount order={order} />,
      price: <Money money={order.price} />,
      status: <OrderStatusBadge status={order.status} />,
      maker: <span className="text-ink-soft">{order.madeBy}</span>,
      at: (
        <span className="text-ink-soft">
          <RelativeTime at={order.createdAt} />
        </span>
      ),
    },
  }));
  return (
    <DataTable caption={caption} columns={COLUMNS.filter((column) => !without.includes(column.key))} rows={rows} />
  );
}
