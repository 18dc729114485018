'use client';

import { useTranslations } from 'next-intl';
import type { OrderDto } from '@/lib/orders/schemas';
import { groupDigits } from '../ui/format';
import { OrderResult } from './order-result';
import type { TrafficAct } from './traffic-types';

/** Step three of a top-up or a deduct: what became of it, followed until it is settled. */
export function TrafficResult({ first, act, onClose }: { first: OrderDto; act: TrafficAct; onClose: () => void }) {
  const t = useTranslations('orders.client');
  return (
    <OrderResult
      first={first}
      sentence={(order) => t(`result.${act}.${order.status}`, { amount: `${groupDigits(order.amountGb ?? '0')} GB` })}
      onClose={onClose}
    />
  );
}
