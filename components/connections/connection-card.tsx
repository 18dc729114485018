import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ConnectionDto } from '@/lib/connections/schemas';
import { AsOf } from '../ui/as-of';
import { RelativeTime } from '../ui/relative-time';
import { ProviderWords } from '../ui/said';
import { ConnectionStatusBadge } from './connection-status';
import { PROVIDER_NAME } from './labels';

/** One connection at a glance: does it work, since when, how fresh is its data. */
export function ConnectionCard({ connection }: { connection: ConnectionDto }) {
  const t = useTranslations('connections.page');
  return (
    <article className="panel relative flex min-w-0 flex-col gap-3 p-4 hover:border-border-secondary sm:p-5">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="font-semibold wrap-anywhere">
            <Link
              href={`/connections/${connection.id}`}
              prefetch={false}
              className="after:absolute after:inset-0 after:rounded-xl focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus"
            >
              {connection.name}
            </Link>
          </h2>
          <p className="text-[0.8125rem] text-muted">
            {connection.sandbox
              ? t('practice', { provider: PROVIDER_NAME[connection.provider] })
              : PROVIDER_NAME[connection.provider]}
          </p>
        </div>
        <ConnectionStatusBadge status={connection.status} />
      </div>
      <p className="font-mono text-xs text-muted wrap-anywhere">{connection.baseUrl}</p>
      {connection.statusDetail && connection.status !== 'ok' && (
        <p className="text-[0.8125rem] wrap-anywhere">
          <ProviderWords text={connection.statusDetail} />
        </p>
      )}
      <p className="mt-auto flex flex-wrap justify-between gap-x-4 border-t border-separator pt-3 text-xs text-muted">
        <span>{t.rich('stateSince', { time: () => <RelativeTime at={connection.statusSince} /> })}</span>
        <AsOf at={connection.lastSyncedAt} text={(time) => t.rich('dataRead', { time: () => time })} />
      </p>
    </article>
  );
}
