import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { RangePicker } from '@/components/charts/range-picker';
import { DifferenceList } from '@/components/reconciliation/difference-list';
import { DiscrepancyActions } from '@/components/reconciliation/discrepancy-actions';
import { KeptList } from '@/components/reconciliation/kept-list';
import { KindChips } from '@/components/reconciliation/kind-chips';
import { EmptyState } from '@/components/ui/empty-state';
import { dayText, formatCount } from '@/components/ui/format';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { StatCard } from '@/components/ui/stat-card';
import { requireContext } from '@/lib/auth';
import { isAdmin, seesInternals } from '@/lib/core/actor';
import { readSearch, type SearchParams } from '../page-input';
import { discrepancyAction } from './actions';
import { type ReconciliationPage, readOpenDifferences, readReconciliation } from './read-reconciliation';

export const metadata: Metadata = { title: 'Reconciliation' };

function hrefOf({ chosen, range }: ReconciliationPage, more: Record<string, string> = {}): string {
  const days: Record<string, string> = range.preset ? { range: range.preset } : { from: range.from, to: range.to };
  return `/reconciliation?${new URLSearchParams({ connectionId: chosen?.id ?? '', ...days, ...more })}`;
}

function recordHref({ chosen }: ReconciliationPage, record: string): string {
  return `/records?${new URLSearchParams({ connectionId: chosen?.id ?? '', record })}`;
}

function Differences({ page }: { page: ReconciliationPage }) {
  if (!page.chosen) {
    return (
      <EmptyState title="No connections yet">Connect a provider first; its own lists are read at each sync.</EmptyState>
    );
  }
  if (!page.comparable) {
    return (
      <EmptyState title="Nothing to compare with">
        {page.chosen.name} keeps no list of recharges that could be read. Its orders are proved by its answers alone.
      </EmptyState>
    );
  }
  if (page.total === 0) {
    return (
      <EmptyState title={page.matched > 0 ? 'Everything agrees' : 'Nothing happened in these days'}>
        {page.matched > 0
          ? 'Every order of ours has its line in the provider’s list, and every line has its order.'
          : 'Neither we nor the provider know of an order. Look at a longer range.'}
      </EmptyState>
    );
  }
  return (
    <>
      <DifferenceList items={page.items} recordHref={(record) => recordHref(page, record)} />
      <Pager
        first={page.start > 0 ? hrefOf(page) : null}
        next={
          page.start + page.items.length < page.total
            ? hrefOf(page, { after: String(page.start + page.items.length) })
            : null
        }
        count={page.items.length}
      />
    </>
  );
}

/** What was found at the last syncs and is not settled, whatever days the page shows below. */
async function OpenDifferences({ page, search }: { page: ReconciliationPage; search: Record<string, string> }) {
  if (!page.chosen || !page.comparable) return null;
  const ctx = await requireContext();
  const { open, byKind, kind, items, nextCursor } = await readOpenDifferences(ctx, Number(page.chosen.id), search);
  const ofKind = (more: Record<string, string> = {}) => hrefOf(page, { ...(kind ? { kind } : {}), ...more });
  const admin = isAdmin(ctx.actor);
  return (
    <div className="mb-4">
      <Panel
        title="Open differences"
        description={`${formatCount(open)} of ${page.chosen.name}. Orders, residuals and usage, compared after each sync over the last 35 days; residuals and usage over final days only. What the provider’s list held before our first sync or order is history.`}
        flush
      >
        <div className="flex px-4 pb-3 empty:hidden sm:px-5">
          <KindChips counts={byKind} chosen={kind} hrefOf={(each) => hrefOf(page, each ? { kind: each } : {})} />
        </div>
        {items.length === 0 ? (
          <EmptyState title="Nothing is open">
            Whatever differs at the next sync stands here until it vanishes by itself or somebody settles it.
          </EmptyState>
        ) : (
          <KeptList
            items={items}
            recordHref={(record) => recordHref(page, record)}
            actions={
              admin
                ? ({ id, adoptable }) => (
                    <DiscrepancyActions
                      id={id}
                      acts={adoptable ? ['adopt', 'explain'] : ['explain']}
                      action={discrepancyAction}
                    />
                  )
                : null
            }
          />
        )}
        <Pager
          first={search.open === undefined ? null : ofKind()}
          next={nextCursor && ofKind({ open: nextCursor })}
          count={items.length}
        />
      </Panel>
    </div>
  );
}

export default async function ReconciliationPageView({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  if (!seesInternals(ctx.actor)) notFound();
  const page = await readReconciliation(ctx, search);
  const { chosen, range } = page;
  const days = `${dayText(range.from)} to ${dayText(range.to)}`;
  return (
    <>
      <PageHeader
        title="Reconciliation"
        description={`Our orders, residuals and usage against what the providers state, by days of ${page.zone}.`}
      >
        {chosen && (
          <>
            <Link href={`/connections/${chosen.id}`} className="button button--outline">
              Read again
            </Link>
            <Link href={`/records?connectionId=${chosen.id}`} className="button button--outline">
              Provider records
            </Link>
          </>
        )}
      </PageHeader>
      <div className="mb-4 flex flex-wrap gap-2">
        {chosen && (
          <Segmented
            label="Connection"
            value={chosen.id}
            options={page.connections.map((connection) => ({
              value: connection.id,
              label: connection.name,
              href: hrefOf({ ...page, chosen: connection }),
            }))}
          />
        )}
        <RangePicker
          path="/reconciliation"
          range={range}
          today={page.today}
          keep={chosen ? { connectionId: chosen.id } : {}}
        />
      </div>
      <OpenDifferences page={page} search={search} />
      {page.comparable && (
        <div className="mb-4 grid grid-cols-2 gap-3 lg:gap-4">
          <StatCard label="Matched" note={days} asOf={page.asOf}>
            <span className="figures">{formatCount(page.matched)}</span>
            <span className="text-[0.8125rem] font-medium tracking-normal text-muted">orders</span>
          </StatCard>
          <StatCard
            label="Differences"
            note={page.total === 0 ? 'Everything agrees' : 'In these days'}
            asOf={page.asOf}
          >
            <span className="figures">{formatCount(page.total)}</span>
          </StatCard>
        </div>
      )}
      <Panel title="All differences of these days" description={`${days}${chosen ? `, ${chosen.name}` : ''}`} flush>
        <Differences page={page} />
      </Panel>
    </>
  );
}
