import type { ConnectionDto } from '@/lib/connections/schemas';
import type { Tone } from '../ui/status-badge';

export const CONNECTION_TONE: Record<ConnectionDto['status'], Tone> = {
  ok: 'success',
  failing: 'danger',
  unauthorized: 'danger',
  disabled: 'default',
  untested: 'warning',
};

export const PROVIDER_NAME: Record<ConnectionDto['provider'], string> = {
  ipweb: 'IPWeb',
  freebit: 'Freebit',
  ipidea: 'IPIDEA',
};
