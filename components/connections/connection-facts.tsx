import { useTranslations } from 'next-intl';
import type { ConnectionDto } from '@/lib/connections/schemas';
import { Facts } from '../ui/facts';
import { RelativeTime } from '../ui/relative-time';

/** Address, zone and freshness of a connection. */
export function ConnectionFacts({ connection, providerName }: { connection: ConnectionDto; providerName: string }) {
  const t = useTranslations('connections.page');
  const zone = connection.settings.timeZone;
  return (
    <Facts
      items={[
        {
          label: t('provider'),
          value: connection.sandbox ? t('practiceShort', { provider: providerName }) : providerName,
        },
        { label: t('address'), value: <span className="font-mono text-xs">{connection.baseUrl}</span> },
        { label: t('daysOf'), value: typeof zone === 'string' ? zone : 'UTC' },
        {
          label: t('thisState'),
          value: t.rich('since', { time: () => <RelativeTime at={connection.statusSince} /> }),
        },
        {
          label: t('dataReadLabel'),
          value: connection.lastSyncedAt ? <RelativeTime at={connection.lastSyncedAt} /> : t('never'),
        },
        {
          label: t('lastAsked'),
          value: connection.lastCheckedAt ? <RelativeTime at={connection.lastCheckedAt} /> : t('never'),
        },
      ]}
    />
  );
}
