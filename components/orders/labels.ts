import type { OrderStatus, OrderType } from '@/lib/orders/schemas';
import type { Tone } from '../ui/status-badge';

export const STATUS: Record<OrderStatus, { label: string; tone: Tone; meaning: string }> = {
  awaiting_approval: {
    label: 'Awaiting approval',
    tone: 'warning',
    meaning: 'Nothing was sent. A second person has to approve it.',
  },
  queued: { label: 'Queued', tone: 'accent', meaning: 'It will be sent in a moment. Nothing was sent yet.' },
  submitting: { label: 'Sending', tone: 'accent', meaning: 'It was sent; the provider has not answered yet.' },
  succeeded: { label: 'Done', tone: 'success', meaning: 'The provider has accepted it.' },
  rejected: { label: 'Rejected', tone: 'danger', meaning: 'The provider refused it. Nothing was charged.' },
  unknown: {
    label: 'Unknown',
    tone: 'warning',
    meaning: 'The provider gave no clear answer. Gigatill is looking for proof; do not order it again.',
  },
  cancelled: { label: 'Cancelled', tone: 'default', meaning: 'It was taken back before anything was sent.' },
};

export const TYPE_LABEL: Record<OrderType, string> = {
  top_up: 'Top-up',
  deduct: 'Deduction',
  ip_open: 'New IPs',
  ip_renew: 'IP renewal',
};

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
