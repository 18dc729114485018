import type { Metadata } from 'next';
import Link from 'next/link';
import { getTimeZone, getTranslations } from 'next-intl/server';
import { DailyChart } from '@/components/charts/daily-chart';
import { readRange } from '@/components/charts/range';
import { HealthList } from '@/components/connections/health-list';
import { AttentionList } from '@/components/overview/attention-list';
import { DryList } from '@/components/overview/dry-list';
import { Figures } from '@/components/overview/figures';
import { PoolList } from '@/components/overview/pool-list';
import { WaitingOrders } from '@/components/overview/waiting-orders';
import { BooksState } from '@/components/stock/books-state';
import { EmptyState } from '@/components/ui/empty-state';
import { getFormats } from '@/components/ui/get-formats';
import { KeepFresh } from '@/components/ui/keep-fresh';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { isAdmin } from '@/lib/core/actor';
import { getAgentStart, getOverview, getStarted, listSources } from '@/lib/overview';
import type { AttentionItem } from '@/lib/overview/attention-schemas';
import type { GetStartedDto } from '@/lib/overview/guide-schemas';
import type { OverviewDto } from '@/lib/overview/types';
import { GetStarted } from './get-started';
import { readMonth } from './read-month';
import { namesOfRead, readUsage } from './read-usage';

/** How often the board is read anew where it is left open. */
const BOARD_MS = 60_000;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview');
  return { title: t('title') };
}

/** All that the page shows, read at once. */
async function readBoard() {
  const [ctx, timeZone] = await Promise.all([requireContext(), getTimeZone()]);
  const sources = listSources(ctx);
  const [board, usage, month, guide, agent] = await Promise.all([
    getOverview(ctx, { timeZone, sources }),
    sources.then((known) => readUsage(ctx, {}, readRange({}, known.today), namesOfRead(known))),
    sources.then((known) => readMonth(ctx, known)),
    getStarted(ctx),
    getAgentStart(ctx),
  ]);
  return { ctx, board, usage, month, guide, agent };
}

/** What needs somebody, without what the guide above says already, with what to do: that its provider does not answer. */
function besideGuide(items: readonly AttentionItem[], guide: GetStartedDto | null): readonly AttentionItem[] {
  const told = guide?.now === 'test' ? guide.connection?.id : undefined;
  return items.filter((item) => !((item.kind === 'refused' || item.kind === 'down') && item.connectionId === told));
}

/** Providers with their health, or how to begin where there is none. */
async function Connections({
  connections,
  admin,
}: {
  connections: NonNullable<OverviewDto['house']>['connections'];
  admin: boolean;
}) {
  const t = await getTranslations('overview');
  return (
    <Panel title={t('connections')} flush>
      {connections.length > 0 ? (
        <HealthList connections={connections} />
      ) : (
        <EmptyState
          title={t('noProvider')}
          action={
            admin && (
              <Link href="/connections#add" className="button button--primary">
                {t('connect')}
              </Link>
            )
          }
        >
          {t('connectHint')}
        </EmptyState>
      )}
    </Panel>
  );
}

export default async function OverviewPage() {
  const [t, formats, { ctx, board, usage, month, guide, agent }] = await Promise.all([
    getTranslations('overview'),
    getFormats(),
    readBoard(),
  ]);
  const { house, sources } = board;
  const attention = besideGuide(board.attention, guide);
  const { from, to } = usage.columns;
  const waiting = [...board.unknownOrders.data, ...board.waitingOrders.data];
  // Where nothing stands beside the chart it takes the whole width.
  const aside = (house?.pools.length ?? 0) + board.dry.data.length + waiting.length > 0;
  return (
    <>
      <PageHeader title={t('title')} description={t('today', { day: formats.day(sources.today) })} />
      <KeepFresh everyMs={BOARD_MS} />
      <GetStarted guide={guide} agent={agent} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_25rem] xl:grid-cols-[minmax(0,1fr)_28rem]">
        {(attention.length > 0 || board.attention.length === 0) && (
          <AttentionList items={attention} at={board.at} house={house !== null} />
        )}
        <Figures usage={month} sales={board.sales} wallet={board.wallet} />
        <div className="flex min-w-0 flex-col gap-4 empty:hidden lg:col-start-2 lg:row-start-2">
          {house && <PoolList pools={house.pools} />}
          <DryList {...board.dry} />
          <WaitingOrders orders={waiting} more={board.unknownOrders.more || board.waitingOrders.more} />
        </div>
        <div className={`flex min-w-0 flex-col gap-4 ${aside ? 'lg:col-start-1 lg:row-start-2' : 'lg:col-span-2'}`}>
          <Panel
            title={t('usageByDay')}
            description={t('rangeAll', { from: formats.day(from), to: formats.day(to) })}
            action={
              <Link href="/usage" prefetch={false} className="button button--outline button--sm">
                {t('explore')}
              </Link>
            }
          >
            <DailyChart
              source={{ columns: usage.columns, previous: usage.previous, gaps: usage.gaps, base: sources.byteBase }}
              zone={sources.zones.length === 1 ? (sources.zones[0] ?? 'UTC') : t('ownZones')}
            />
          </Panel>
          {house && <Connections connections={house.connections} admin={isAdmin(ctx.actor)} />}
          {house && (
            <div id="books">
              <BooksState check={house.check} />
            </div>
          )}
        </div>
      </div>
    </>
  );
}
