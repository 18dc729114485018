import type { OrderStatus } from '@/lib/orders/schemas';
import { StatusBadge } from '../ui/status-badge';
import { STATUS } from './labels';

/** The state of an order in a word. */
export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  return <StatusBadge tone={STATUS[status].tone}>{STATUS[status].label}</StatusBadge>;
}
