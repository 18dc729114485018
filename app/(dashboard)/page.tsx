import type { Metadata } from 'next';
import Link from 'next/link';
import { LowAlerts } from '@/components/alerts/low-alerts';
import { DailyChart } from '@/components/charts/daily-chart';
import { readRange } from '@/components/charts/range';
import { HealthList } from '@/components/connections/health-list';
import { poolName } from '@/components/connections/labels';
import { DryList } from '@/components/overview/dry-list';
import { OpenDifferences } from '@/components/overview/open-differences';
import { Outages } from '@/components/overview/outages';
import { OverviewStats } from '@/components/overview/overview-stats';
import { WaitingOrders } from '@/components/overview/waiting-orders';
import { EmptyState } from '@/components/ui/empty-state';
import { dayText } from '@/components/ui/format';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { isAdmin, seesInternals } from '@/lib/core/actor';
import { getOverview } from '@/lib/overview';
import { WaitingAdjustments } from './billing/waiting-notice';
import { namesOfRead, readUsage } from './read-usage';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage() {
  const ctx = await requireContext();
  const board = await getOverview(ctx);
  const { zones, today, byteBase } = board.sources;
  const names = new Map(board.connections.map((connection) => [connection.id, connection.name]));
  const range = readRange({}, today);
  const usage = await readUsage(ctx, {}, range, namesOfRead(board.sources));
  const baseOf = (id: string) => board.sources.data.find((source) => source.connectionId === id)?.byteBase ?? 1024;
  return (
    <>
      <PageHeader title="Overview" description={`What needs somebody today, ${dayText(today)}.`} />
      <Outages outages={board.outages} />
      <OverviewStats
        pools={board.pools.map((pool) => ({
          key: `${pool.connectionId}-${pool.pool}`,
          label: `${names.get(pool.connectionId) ?? 'Provider'}, ${poolName(pool.pool).toLowerCase()} left`,
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
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:col-start-1 lg:row-start-1">
          <Panel
            title="Usage by day"
            description={`${dayText(range.from)} to ${dayText(range.to)}, all customers`}
            action={
              <Link href="/usage" prefetch={false} className="button button--outline button--sm">
                Explore
              </Link>
            }
          >
            <DailyChart
              source={{ columns: usage.columns, previous: usage.previous, gaps: usage.gaps, base: byteBase }}
              zone={zones.length === 1 ? (zones[0] ?? 'UTC') : 'each provider’s own zone'}
            />
          </Panel>
          {seesInternals(ctx.actor) && (
            <Panel title="Connections" flush>
              {board.connections.length === 0 ? (
                <EmptyState
                  title="No provider is connected"
                  action={
                    isAdmin(ctx.actor) && (
                      <Link href="/connections#add" className="button button--primary">
                        Connect a provider
                      </Link>
                    )
                  }
                >
                  Connect one to see usage, balances and customers here.
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
