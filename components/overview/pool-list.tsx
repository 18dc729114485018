import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { PoolDto } from '@/lib/overview/types';
import { usePoolName } from '../connections/pool-name';
import { DaysLeft } from '../customers/runway';
import { AsOf } from '../ui/as-of';
import { Panel } from '../ui/panel';
import { Quantity } from '../ui/quantity';

function Sellable({ pool }: { pool: PoolDto }) {
  const t = useTranslations('overview.pools');
  const { sellableBytes, byteBase } = pool;
  if (sellableBytes === null) return null;
  const figure = () => <Quantity bytes={Math.abs(sellableBytes)} base={byteBase} />;
  return <span className="block">{t.rich(sellableBytes < 0 ? 'oversold' : 'sell', { figure })}</span>;
}

/** Our pools: what is left, how long it lasts, what can still be sold, and when the provider said so. */
export function PoolList({ pools }: { pools: readonly PoolDto[] }) {
  const t = useTranslations('overview.pools');
  const poolName = usePoolName();
  if (pools.length === 0) return null;
  return (
    <Panel title={t('title')} description={t('hint')} flush>
      <ul>
        {pools.map((pool) => (
          <li key={`${pool.connectionId}-${pool.pool}`} className="border-t border-separator">
            <Link
              href={`/connections/${pool.connectionId}#stock`}
              prefetch={false}
              className="flex items-start gap-3 px-4 py-2.5 -outline-offset-2 hover:bg-surface-secondary sm:px-5"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-medium wrap-anywhere">
                  {pool.connectionName ?? t('provider')}, {poolName(pool.pool)}
                </span>
                <span className="block text-xs text-muted">
                  <Sellable pool={pool} />
                  <AsOf at={pool.asOf} />
                </span>
              </span>
              <span className="flex flex-col items-end gap-0.5">
                <Quantity bytes={pool.residualBytes} base={pool.byteBase} className="font-medium" />
                <span className="text-[0.8125rem]">
                  <DaysLeft daysLeft={pool.daysOfCover} />
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
