import type { ConnectionDto } from '@/lib/connections/schemas';
import { Facts } from '../ui/facts';
import { RelativeTime } from '../ui/relative-time';

/** Address, zone and freshness of a connection. */
export function ConnectionFacts({ connection, providerName }: { connection: ConnectionDto; providerName: string }) {
  const zone = connection.settings.timeZone;
  return (
    <Facts
      items={[
        { label: 'Provider', value: connection.sandbox ? `${providerName}, practice` : providerName },
        { label: 'Address', value: <span className="font-mono text-xs">{connection.baseUrl}</span> },
        { label: 'Its days are of', value: typeof zone === 'string' ? zone : 'UTC' },
        {
          label: 'This state',
          value: (
            <>
              since <RelativeTime at={connection.statusSince} />
            </>
          ),
        },
        {
          label: 'Data read',
          value: connection.lastSyncedAt ? <RelativeTime at={connection.lastSyncedAt} /> : 'never',
        },
        {
          label: 'Last asked',
          value: connection.lastCheckedAt ? <RelativeTime at={connection.lastCheckedAt} /> : 'never',
        },
      ]}
    />
  );
}
