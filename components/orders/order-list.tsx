import { useTranslations } from 'next-intl';
import type { OrderDto } from '@/lib/orders/schemas';
import { hiddenColumns, type ListAddress } from '../lists/list-address';
import { TableKeys } from '../lists/table-keys';
import { type ActOnOrders, OrderSelection } from './order-selection';
import { OrderTable } from './order-table';

/** The list; while some orders wait for somebody, with rows to tick. */
export function OrderList({
  orders,
  address,
  many,
}: {
  orders: readonly OrderDto[];
  address: ListAddress;
  many: { mayApprove: boolean; act: ActOnOrders } | null;
}) {
  const t = useTranslations();
  const waiting = orders.some(({ status }) => status === 'awaiting_approval' || status === 'queued');
  const pick = many && waiting ? { allLabel: t('lists.selectAll') } : null;
  const hidden = hiddenColumns(address.query);
  const table = <OrderTable caption={t('orders.table.caption')} orders={orders} without={hidden} pick={pick} />;
  return <TableKeys>{many && waiting ? <OrderSelection {...many}>{table}</OrderSelection> : table}</TableKeys>;
}
