'use client';

import dynamic from 'next/dynamic';
import type { OrderDto } from '@/lib/orders/schemas';
import { isInFlight } from './labels';

const Live = dynamic(() => import('./order-live').then((module) => module.OrderLive), { ssr: false });

/** Follows an order that is on its way and shows the page anew when it has arrived. */
export function OrderFollower({ order }: { order: OrderDto }) {
  return isInFlight(order.status) ? <Live order={order} /> : null;
}
