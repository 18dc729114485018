import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { LowAlerts } from '@/components/alerts/low-alerts';
import { DailyChart } from '@/components/charts/daily-chart';
import { readRange } from '@/components/charts/range';
import { HealthList } from '@/components/connections/health-list';
import { DryList } from '@/components/overview/dry-list';
import { OpenDifferences } from '@/components/overview/open-differences';
import { Outages } from '@/components/overview/outages';
import { OverviewStats } from '@/components/overview/overview-stats';
import { WaitingOrders } from '@/components/overview/waiting-orders';
import { EmptyState } from '@/components/ui/empty-state';
import { getFormats } from '@/components/ui/get-formats';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { isAdmin, seesInternals } from '@/lib/core/actor';
import { getOverview } from '@/lib/overview';
import { WaitingAdjustments } from './billing/waiting-notice';
import { GetStarted } from './get-started';
import { HouseBoard } from './house-board';
import { namesOfRead, readUsage } from './read-usage';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview');
  return { title: t('title') };
}

export default async function OverviewPage() {
  const t = await getTranslations('overview');
  const ctx = await requireContext();
  const [board, formats] = await Promise.all([getOverview(ctx), getFormats()]);
  const { zones, today, byteBase } = board.sources;
  const names = new Map(board.connections.map((connection) => [connection.id, connection.name]));
  const range = readRange({}, today);
  const usage = await readUsage(ctx, {}, range, namesOfRead(board.sources));
  const baseOf = (id: string) => board.sources.data.find((source) => source.connectionId === id)?.byteBase ?? 1024;
  return (
    <>
      <PageHeader title={t('title')} description={t('today', { day: formats.day(today) })} />
      <GetStarted ctx={ctx} />
      <Outages outages={board.outages} />
      <OverviewStats
        pools={board.pools.map((pool) => ({
          key: `${pool.connectionId}-${pool.pool}`,
          label: t('poolLeft', {
            connection: names.get(pool.connectionId) ?? t('provider'),
            pool: pool.pool === 'account' || pool.pool === 'account2' ? t(`pools.${pool.pool}`) : pool.pool,
          }),
          residualBytes: pool.residualBytes,
          rechargedBytes: pool.rechargedBytes,
          base: baseOf(pool.connectionId),
          asOf: pool.asOf,
        }))}
        wallet={board.wallet}
        used={{ bytes: usage.usedBytes, change: usage.change, asOf: usage.asOf }}
        base={byteBase}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="flex min-w-0 flex-col gap-4 lg:col-start-2 lg:row-start-1">
          <WaitingAdjustments ctx={ctx} />
          {board.discrepancies && <OpenDifferences {...board.discrepancies} />}
          <LowAlerts alerts={board.alerts} />
          <DryList {...board.dry} />
          <WaitingOrders
            orders={[...board.unknownOrders.data, ...board.waitingOrders.data]}
            more={board.unknownOrders.more || board.waitingOrders.more}
          />
          <HouseBoard ctx={ctx} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:col-start-1 lg:row-start-1">
          <Panel
            title={t('usageByDay')}
            description={t('rangeAll', { from: formats.day(range.from), to: formats.day(range.to) })}
            action={
              <Link href="/usage" prefetch={false} className="button button--outline button--sm">
                {t('explore')}
              </Link>
            }
          >
            <DailyChart
              source={{ columns: usage.columns, previous: usage.previous, gaps: usage.gaps, base: byteBase }}
              zone={zones.length === 1 ? (zones[0] ?? 'UTC') : t('ownZones')}
            />
          </Panel>
          {seesInternals(ctx.actor) && (
            <Panel title={t('connections')} flush>
              {board.connections.length === 0 ? (
                <EmptyState
                  title={t('noProvider')}
                  action={
                    isAdmin(ctx.actor) && (
                      <Link href="/connections#add" className="button button--primary">
                        {t('connect')}
                      </Link>
                    )
                  }
                >
                  {t('connectHint')}
                </EmptyState>
              ) : (
                <HealthList connections={board.connections} />
              )}
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}
