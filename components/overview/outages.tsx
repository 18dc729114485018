import { useTranslations } from 'next-intl';
import type { OutageDto } from '@/lib/overview/schemas';
import { Notice } from '../ui/notice';
import { RelativeTime } from '../ui/relative-time';

/** Which provider does not answer, since when, and what that means here. */
export function Outages({ outages }: { outages: readonly OutageDto[] }) {
  const t = useTranslations('overview');
  if (outages.length === 0) return null;
  return (
    <div className="mb-4 flex flex-col gap-2">
      {outages.map((outage) => (
        <Notice
          key={outage.connectionId}
          tone="warning"
          title={
            outage.status === 'unauthorized'
              ? t('refuses', { name: outage.name })
              : t('noAnswer', { name: outage.name })
          }
        >
          {t.rich(outage.lastSyncedAt ? 'outageRead' : 'outage', {
            since: () => <RelativeTime at={outage.since} />,
            read: () => outage.lastSyncedAt && <RelativeTime at={outage.lastSyncedAt} />,
          })}
        </Notice>
      ))}
    </div>
  );
}
