'use client';

import dynamic from 'next/dynamic';
import type { OrderDto } from '@/lib/orders/schemas';
import { lookAgainMs } from './labels';

const Live = dynamic(() => import('./order-live').then((module) => module.OrderLive), { ssr: false });

/** Follows an order that may still change and shows the page anew when it has arrived. */
export function OrderFollower({ order }: { order: OrderDto }) {
  return lookAgainMs(order.status) !== false ? <Live order={order} /> : null;
}
