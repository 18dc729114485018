import { useTranslations } from 'next-intl';
import type { OrderDto } from '@/lib/orders/schemas';

/** What an order is about in a few words, e.g. `Top-up of 1.01 GB`. */
export function useOrderTitle(): (order: Pick<OrderDto, 'type' | 'amountGb' | 'quantity' | 'ips'>) => string {
  const t = useTranslations('orders');
  return (order) => {
    if (order.amountGb !== null) {
      return t('title.traffic', { type: t(`client.type.${order.type}`), amount: order.amountGb });
    }
    const count = order.quantity ?? order.ips.length;
    return order.type === 'ip_renew' ? t('title.ip_renew', { count }) : t('title.ip_open', { count });
  };
}

/** The same as a component, for server components that are async. */
export function OrderTitle(props: { order: Parameters<ReturnType<typeof useOrderTitle>>[0] }) {
  return useOrderTitle()(props.order);
}
