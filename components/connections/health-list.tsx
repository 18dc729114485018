import Link from 'next/link';
import type { ConnectionDto } from '@/lib/connections/schemas';
import { AsOf } from '../ui/as-of';
import { RelativeTime } from '../ui/relative-time';
import { ConnectionStatusBadge } from './connection-status';

/** Connections with their health, since when, and how fresh their data is. */
export function HealthList({ connections }: { connections: readonly ConnectionDto[] }) {
  return (
    <ul>
      {connections.map((connection) => (
        <li key={connection.id} className="border-t border-separator">
          <Link
            href={`/connections/${connection.id}`}
            prefetch={false}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-4 py-2.5 -outline-offset-2 hover:bg-surface-secondary sm:px-5"
          >
            <span className="truncate font-medium">{connection.name}</span>
            <span className="justify-self-end">
              <ConnectionStatusBadge status={connection.status} />
            </span>
            <span className="truncate text-xs text-muted" title={connection.statusDetail ?? undefined}>
              {connection.statusDetail ?? <AsOf at={connection.lastSyncedAt} prefix="Data read" />}
            </span>
            <span className="text-right text-xs text-muted">
              since <RelativeTime at={connection.statusSince} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
