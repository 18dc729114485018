import { useTranslations } from 'next-intl';
import type { OrderDto } from '@/lib/orders/schemas';
import { hiddenColumns, type ListAddress } from '../lists/list-address';
import { TableKeys } from '../lists/table-keys';
import { type ActOnOrders, OrderSelection } from './order-selection';
import { OrderTable } from './order-table';

/** The list; while some orders wait for somebody, or may further down, with rows to tick. */
export function OrderList({
  orders,
  address,
  whole,
  many,
}: {
  orders: readonly OrderDto[];
  address: ListAddress;
  /** No more orders than these are in the list. */
  whole: boolean;
  many: { mayApprove: boolean; act: ActOnOrders } | null;
}) {
  const t = useTranslations();
  const waits = (status: string) => status === 'awaiting_approval' || status === 'queued';
  // The pages of a list have the same columns: whether one has boxes is not for its own orders to say.
  const asked = address.query.status;
  const waiting = orders.some(({ status }) => waits(status)) || (!whole && (asked === undefined || waits(asked)));
  const pick = many && waiting ? { allLabel: t('lists.selectAll') } : null;
  const hidden = hiddenColumns(address.query);
  const table = (
    <OrderTable caption={t('orders.table.caption')} orders={orders} address={address} without={hidden} pick={pick} />
  );
  return <TableKeys>{many && waiting ? <OrderSelection {...many}>{table}</OrderSelection> : table}</TableKeys>;
}
