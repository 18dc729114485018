import { useTranslations } from 'next-intl';
import type { ConnectionDto } from '@/lib/connections/schemas';
import { StatusBadge } from '../ui/status-badge';
import { CONNECTION_TONE } from './labels';

/** Whether a connection works, in a word. */
export function ConnectionStatusBadge({ status }: { status: ConnectionDto['status'] }) {
  const t = useTranslations('connections');
  return <StatusBadge tone={CONNECTION_TONE[status]}>{t(`status.${status}`)}</StatusBadge>;
}
