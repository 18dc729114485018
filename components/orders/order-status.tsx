import { useTranslations } from 'next-intl';
import type { OrderStatus } from '@/lib/orders/schemas';
import { StatusBadge } from '../ui/status-badge';
import { STATUS_TONE } from './labels';

/** The state of an order in a word. */
export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  const t = useTranslations('orders.client');
  return <StatusBadge tone={STATUS_TONE[status]}>{t(`status.${status}`)}</StatusBadge>;
}
