import { useTranslations } from 'next-intl';
import { ExactTime, RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';

const SOON_MS = 7 * 86_400_000;

/** When an IP ends, and how near that is. `now` is the server's clock. */
export function IpTerm({ expiresAt, now }: { expiresAt: string | null; now: string }) {
  const t = useTranslations('ipOrders.client');
  if (expiresAt === null) {
    return (
      <span className="text-muted" title={t('list.unsaid')}>
        –
      </span>
    );
  }
  const left = Date.parse(expiresAt) - Date.parse(now);
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-2 gap-y-0.5">
      {left <= 0 && <StatusBadge tone="danger">{t('list.ended')}</StatusBadge>}
      {left > 0 && left <= SOON_MS && <StatusBadge tone="warning">{t('list.endsSoon')}</StatusBadge>}
      <span className="text-right">
        <RelativeTime at={expiresAt} now={now} />
        <span className="block text-xs text-muted max-sm:hidden">
          <ExactTime at={expiresAt} />
        </span>
      </span>
    </span>
  );
}
