import type { BulkRowState, BulkStatus } from '@/lib/bulk/schemas';
import type { OrderStatus } from '@/lib/orders/schemas';
import { isInFlight, STATUS_TONE } from '../orders/labels';
import type { Tone } from '../ui/status-badge';

/** How urgent the state of a list looks. */
export const BULK_TONE: Record<BulkStatus, Tone> = {
  preview: 'warning',
  running: 'accent',
  finished: 'success',
  cancelled: 'default',
};

/** What became of a row: a word of its own (`bulk.state`), or that of its order (`orders.client.status`); with how urgent it looks. */
export function rowLook(
  state: BulkRowState,
  status: BulkStatus,
): { own: 'refused' | 'again' | 'left_out' | 'ready' | 'waiting'; tone: Tone } | { order: OrderStatus; tone: Tone } {
  switch (state) {
    case 'refused':
      return { own: state, tone: 'danger' };
    case 'again':
      return { own: state, tone: 'warning' };
    case 'left_out':
      return { own: state, tone: 'default' };
    case 'waiting':
      return status === 'preview' ? { own: 'ready', tone: 'success' } : { own: state, tone: 'default' };
    default:
      return { order: state, tone: STATUS_TONE[state] };
  }
}

/** True while a row may change by itself within seconds. */
export function rowIsMoving(state: BulkRowState): boolean {
  if (state === 'refused' || state === 'again' || state === 'left_out' || state === 'waiting') return false;
  return isInFlight(state) || state === 'unknown';
}
