'use client';

import { useTranslations } from 'next-intl';
import type { OrderDto } from '@/lib/orders/schemas';
import { OrderResult } from '../orders/order-result';

/** Step three: what became of an IP order, followed until it is settled. */
export function IpResult({ first, onClose }: { first: OrderDto; onClose: () => void }) {
  const t = useTranslations('ipOrders.client');
  return (
    <OrderResult
      first={first}
      sentence={(order) => t(`result.${order.status}`)}
      more={({ providerOrderId }) =>
        providerOrderId && (
          <p className="mt-1">
            {t.rich('result.number', {
              number: providerOrderId,
              b: (number) => <span className="figures font-medium">{number}</span>,
            })}
          </p>
        )
      }
      onClose={onClose}
    />
  );
}
