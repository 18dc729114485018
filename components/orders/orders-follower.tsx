'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { OrderDto, OrderStatus } from '@/lib/orders/schemas';
import { useRefresh } from '../ui/use-refresh';
import { isInFlight } from './labels';

/** What is asked of an order here. */
type Seen = { id: string; status: OrderStatus };

const IN_FLIGHT_MS = 1_500;
const UNKNOWN_MS = 10_000;
/** The oldest settle first; when they have, the page is new and the next ones are looked at. */
const MOST = 3;

async function statusOf({ id }: Seen): Promise<OrderStatus> {
  const response = await fetch(`/api/v1/orders/${id}`, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`order ${id}: ${response.status}`);
  // The server checks its answers against the same schema.
  return ((await response.json()) as OrderDto).status;
}

/** The orders of a list that may still change by themselves, newest first as the list has them: asked for again until one
 * has changed, then the page is shown anew and the change is told. Shows nothing else. */
export function OrdersFollower({ orders }: { orders: readonly Seen[] }) {
  const t = useTranslations('orders.client');
  const refresh = useRefresh();
  const [news, setNews] = useState('');
  const key = orders.map(({ id, status }) => `${id} ${status}`).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is what `orders` says
  useEffect(() => {
    const moving = orders.filter(({ status }) => isInFlight(status));
    const watched = (moving.length > 0 ? moving : orders.filter(({ status }) => status === 'unknown')).slice(-MOST);
    let busy = false;
    const timer = setInterval(
      async () => {
        if (busy || document.visibilityState !== 'visible') return;
        busy = true;
        // An answer that does not come is asked for again with the next round.
        const found = await Promise.allSettled(watched.map(statusOf));
        const changed = found.flatMap((one, index) => {
          const before = watched[index];
          return one.status === 'fulfilled' && before && one.value !== before.status
            ? [t('moved', { id: before.id, status: t(`status.${one.value}`) })]
            : [];
        });
        if (changed.length > 0 && (await refresh())) setNews(changed.join(' '));
        busy = false;
      },
      moving.length > 0 ? IN_FLIGHT_MS : UNKNOWN_MS,
    );
    if (watched.length === 0) clearInterval(timer);
    return () => clearInterval(timer);
  }, [key, refresh]);

  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  );
}
