import { useTranslations } from 'next-intl';
import type { OrderDto } from '@/lib/orders/schemas';
import { groupDigits } from '../ui/format';

/** What was ordered: GB as they were typed, the provider's own unit on pointing; or a number of IPs. */
export function OrderAmount({ order }: { order: Pick<OrderDto, 'amountGb' | 'units' | 'quantity' | 'ips' | 'type'> }) {
  const t = useTranslations('orders');
  if (order.amountGb === null) {
    return <span className="figures whitespace-nowrap">{t('ips', { count: order.quantity ?? order.ips.length })}</span>;
  }
  return (
    <span className="figures whitespace-nowrap" title={order.units ?? undefined}>
      {order.type === 'deduct' ? '−' : ''}
      {groupDigits(order.amountGb, 2)} <span className="text-[0.85em] text-muted">GB</span>
    </span>
  );
}
