import type { OrderStatus } from '@/lib/orders/schemas';
import type { Tone } from '../ui/status-badge';

/** How urgent a state looks. */
export const STATUS_TONE: Record<OrderStatus, Tone> = {
  awaiting_approval: 'warning',
  queued: 'accent',
  submitting: 'accent',
  succeeded: 'success',
  rejected: 'danger',
  unknown: 'warning',
  cancelled: 'default',
};

/** The tone of a notice about an order in this state. */
export function noticeTone(status: OrderStatus): 'danger' | 'warning' | 'info' {
  const tone = STATUS_TONE[status];
  return tone === 'danger' || tone === 'warning' ? tone : 'info';
}

/** True while the order may still change by itself within seconds. */
export function isInFlight(status: OrderStatus): boolean {
  return status === 'queued' || status === 'submitting';
}

/** How soon to look again at an order: each second while it is on its way, more seldom while proof is sought; false: it is settled. */
export function lookAgainMs(status: OrderStatus): number | false {
  if (isInFlight(status)) return 1_000;
  return status === 'unknown' ? 3_000 : false;
}

/** The orders of a list that may still change by themselves. */
export function stillMoving(orders: readonly { id: string; status: OrderStatus }[]) {
  return orders.flatMap(({ id, status }) => (lookAgainMs(status) === false ? [] : [{ id, status }]));
}
