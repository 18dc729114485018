import { useTranslations } from 'next-intl';
import type { BulkRowState, BulkStatus } from '@/lib/bulk/schemas';
import { isInFlight, STATUS_TONE } from '../orders/labels';
import type { Tone } from '../ui/status-badge';

/** How urgent the state of a list looks. */
export const BULK_TONE: Record<BulkStatus, Tone> = {
  preview: 'warning',
  running: 'accent',
  finished: 'success',
  cancelled: 'default',
};

/** What became of a row, in a word. */
export function useRowState(): (state: BulkRowState, status: BulkStatus) => { label: string; tone: Tone } {
  const t = useTranslations('bulk.state');
  const order = useTranslations('orders.client');
  return (state, status) => {
    switch (state) {
      case 'refused':
        return { label: t('refused'), tone: 'danger' };
      case 'again':
        return { label: t('again'), tone: 'warning' };
      case 'left_out':
        return { label: t('left_out'), tone: 'default' };
      case 'waiting':
        return status === 'preview' ? { label: t('ready'), tone: 'success' } : { label: t('waiting'), tone: 'default' };
      default:
        return { label: order(`status.${state}`), tone: STATUS_TONE[state] };
    }
  };
}

/** True while a row may change by itself within seconds. */
export function rowIsMoving(state: BulkRowState): boolean {
  if (state === 'refused' || state === 'again' || state === 'left_out' || state === 'waiting') return false;
  return isInFlight(state) || state === 'unknown';
}
