'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { OrderDto } from '@/lib/orders/schemas';
import { LiveData } from '../ui/live-data';
import { LiveRegion } from '../ui/live-region';
import { Progress } from '../ui/progress';
import { useRefresh } from '../ui/use-refresh';
import { useOrder } from './use-order';

function Follow({ first }: { first: OrderDto }) {
  const t = useTranslations('orders.client');
  const { status } = useOrder(first);
  const refresh = useRefresh();
  useEffect(() => {
    if (status !== first.status) void refresh();
  }, [status, first.status, refresh]);
  return (
    <div className="mb-4 flex flex-col gap-2">
      <LiveRegion>{t(`meaning.${status}`)}</LiveRegion>
      <Progress label={t('waiting')} done={0} total={null} />
    </div>
  );
}

/** The order as it comes along, asked for each second. */
export function OrderLive({ order }: { order: OrderDto }) {
  return (
    <LiveData>
      <Follow first={order} />
    </LiveData>
  );
}
