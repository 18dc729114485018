'use client';

import dynamic from 'next/dynamic';
import type { OrderDto } from '@/lib/orders/schemas';
import { lookAgainMs } from './labels';

// Drawn by the server, too: what appears later would push the page down.
const Live = dynamic(() => import('./order-live').then((module) => module.OrderLive));

/** Follows an order that may still change and shows the page anew when it has arrived. */
export function OrderFollower({ order }: { order: OrderDto }) {
  return lookAgainMs(order.status) !== false ? <Live order={order} /> : null;
}
