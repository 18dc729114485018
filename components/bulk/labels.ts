import type { BulkRowState, BulkStatus } from '@/lib/bulk/schemas';
import { isInFlight, STATUS } from '../orders/labels';
import type { Tone } from '../ui/status-badge';

export const BULK_STATUS: Record<BulkStatus, { label: string; tone: Tone }> = {
  preview: { label: 'To confirm', tone: 'warning' },
  running: { label: 'Running', tone: 'accent' },
  finished: { label: 'Finished', tone: 'success' },
  cancelled: { label: 'Cancelled', tone: 'default' },
};

/** What became of a row, in a word. */
export function rowStateLabel(state: BulkRowState, status: BulkStatus): { label: string; tone: Tone } {
  switch (state) {
    case 'refused':
      return { label: 'Not ordered', tone: 'danger' };
    case 'again':
      return { label: 'Again?', tone: 'warning' };
    case 'left_out':
      return { label: 'Left out', tone: 'default' };
    case 'waiting':
      return status === 'preview' ? { label: 'Ready', tone: 'success' } : { label: 'Waiting', tone: 'default' };
    default:
      return STATUS[state];
  }
}

/** True while a row may change by itself within seconds. */
export function rowIsMoving(state: BulkRowState): boolean {
  if (state === 'refused' || state === 'again' || state === 'left_out' || state === 'waiting') return false;
  return isInFlight(state) || state === 'unknown';
}
