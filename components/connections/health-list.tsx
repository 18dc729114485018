import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ConnectionDto } from '@/lib/connections/schemas';
import { AsOf } from '../ui/as-of';
import { getSaying } from '../ui/get-saying';
import { RelativeTime } from '../ui/relative-time';
import { ConnectionStatusBadge } from './connection-status';

/** Connections with their health, since when, and how fresh their data is. */
export async function HealthList({ connections }: { connections: readonly ConnectionDto[] }) {
  const t = await getTranslations('connections.page');
  const { tell } = await getSaying();
  return (
    <ul>
      {connections.map((connection) => (
        <li key={connection.id} className="border-t border-separator">
          <Link
            href={`/connections/${connection.id}`}
            prefetch={false}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-0.5 px-4 py-2.5 -outline-offset-2 hover:bg-surface-secondary sm:px-5"
          >
            <span className="font-medium wrap-anywhere">{connection.name}</span>
            <span className="justify-self-end">
              <ConnectionStatusBadge status={connection.status} />
            </span>
            <span className="text-xs text-pretty text-muted wrap-anywhere">
              {connection.statusDetail ? (
                tell(connection.statusDetail)
              ) : (
                <AsOf at={connection.lastSyncedAt} text={(time) => t.rich('dataReadCap', { time: () => time })} />
              )}
            </span>
            <span className="text-right text-xs text-muted">
              {t.rich('since', { time: () => <RelativeTime at={connection.statusSince} /> })}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
