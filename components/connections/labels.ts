import type { ConnectionDto } from '@/lib/connections/schemas';
import type { Tone } from '../ui/status-badge';

export const CONNECTION_STATUS: Record<ConnectionDto['status'], { label: string; tone: Tone }> = {
  ok: { label: 'Working', tone: 'success' },
  failing: { label: 'Failing', tone: 'danger' },
  unauthorized: { label: 'Credentials refused', tone: 'danger' },
  disabled: { label: 'Switched off', tone: 'default' },
  untested: { label: 'Not tested', tone: 'warning' },
};

export const PROVIDER_NAME: Record<ConnectionDto['provider'], string> = {
  ipweb: 'IPWeb',
  freebit: 'Freebit',
  ipidea: 'IPIDEA',
};
