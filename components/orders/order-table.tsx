import { useTranslations } from 'next-intl';
import type { OrderDto } from '@/lib/orders/schemas';
import { ColumnMenu } from '../lists/column-menu';
import { type ListAddress, listHref } from '../lists/list-address';
import { PICKED } from '../lists/picked';
import { Breakable } from '../ui/breakable';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Money } from '../ui/money';
import { RelativeTime } from '../ui/relative-time';
import { Said } from '../ui/said';
import { type ColumnSort, sortLinks } from '../ui/sort-links';
import { stillMoving } from './labels';
import { OrderAmount } from './order-amount';
import { OrderStatusBadge } from './order-status';
import { OrdersFollower } from './orders-follower';

/** The columns of the list, in the reader's language. */
function useOrderColumns(): readonly TableColumn[] {
  const t = useTranslations('orders.table');
  return [
    { key: 'order', label: t('order') },
    { key: 'customer', label: t('customer'), hideBelow: 'md' },
    { key: 'account', label: t('account'), hideBelow: 'lg' },
    { key: 'amount', label: t('amount'), align: 'right', hideBelow: 'sm' },
    { key: 'price', label: t('price'), align: 'right', hideBelow: 'sm' },
    { key: 'status', label: t('status') },
    { key: 'maker', label: t('maker'), hideBelow: 'xl' },
    { key: 'at', label: t('made'), align: 'right', hideBelow: 'md' },
  ];
}

const SORTS: readonly ColumnSort[] = [{ key: 'at', up: 'old', down: 'new', first: 'down' }];

/** Which of them the list shows. */
export function OrderColumns({ address }: { address: ListAddress }) {
  return <ColumnMenu address={address} columns={useOrderColumns()} />;
}

/**
 * Orders; what is in flight settles by itself. `without` leaves out columns that the page says already; where the list has an
 * `address`, its heads sort.
 */
export function OrderTable({
  orders,
  caption,
  address = null,
  without = [],
  pick = null,
}: {
  orders: readonly OrderDto[];
  caption: string;
  address?: ListAddress | null;
  without?: readonly string[];
  /** Lets rows be ticked. */
  pick?: { allLabel: string } | null;
}) {
  const t = useTranslations('orders');
  const columns = useOrderColumns();
  const rows = orders.map((order) => ({
    key: order.id,
    href: `/orders/${order.id}`,
    pickLabel: t('table.pick', { id: order.id }),
    cells: {
      order: (
        <>
          <span className="flex flex-wrap gap-x-2">
            <span className="whitespace-nowrap">
              <span className="figures text-muted">#{order.id}</span> {t(`client.type.${order.type}`)}
            </span>
            <span className="font-normal sm:hidden">
              <OrderAmount order={order} />
            </span>
          </span>
          <span className="block text-xs font-normal text-muted md:hidden">
            {!without.includes('customer') && order.customerName && (
              <>
                <bdi>{order.customerName}</bdi> ·{' '}
              </>
            )}
            <RelativeTime at={order.createdAt} />
          </span>
        </>
      ),
      customer: <span className="wrap-anywhere">{order.customerName ?? '–'}</span>,
      account: (
        <span className="wrap-anywhere text-ink-soft">
          <Breakable text={order.accountName ?? '–'} />
        </span>
      ),
      amount: <OrderAmount order={order} />,
      price: <Money money={order.price} />,
      status: <OrderStatusBadge status={order.status} />,
      maker: (
        <span className="text-ink-soft">
          <Said text={order.madeBy} />
        </span>
      ),
      at: (
        <span className="text-ink-soft">
          <RelativeTime at={order.createdAt} />
        </span>
      ),
    },
  }));
  const heads =
    address &&
    sortLinks(SORTS, address.query.sort ?? 'new', (sort) => listHref(address, { sort: sort === 'new' ? null : sort }));
  return (
    <>
      <OrdersFollower orders={stillMoving(orders)} />
      <DataTable
        caption={caption}
        columns={columns.filter((column, index) => index === 0 || !without.includes(column.key))}
        rows={rows}
        {...heads}
        {...(pick ? { pick: { name: PICKED, ...pick } } : {})}
      />
    </>
  );
}
