import type { ConnectionDto } from '@/lib/connections/schemas';
import { StatusBadge } from '../ui/status-badge';
import { CONNECTION_STATUS } from './labels';

/** Whether a connection works, in a word. */
export function ConnectionStatusBadge({ status }: { status: ConnectionDto['status'] }) {
  const { label, tone } = CONNECTION_STATUS[status];
  return <StatusBadge tone={tone}>{label}</StatusBadge>;
}
