import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { ChainState } from '@/components/audit/chain-state';
import { EventList } from '@/components/audit/event-list';
import { ENTITIES } from '@/components/audit/labels';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterInput, FilterSelect } from '@/components/ui/filter-bar';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { listAuditEvents } from '@/lib/audit';
import { listUsers, requireContext } from '@/lib/auth';
import type { UserDto } from '@/lib/auth/schemas';
import { type Context, seesInternals } from '@/lib/core/actor';
import { readSearch, type SearchParams } from '../page-input';
import { checkChainAction } from './actions';
import { knownChain } from './chain';
import { filtersOf, queryOf } from './read-filters';

export const metadata: Metadata = { title: 'Audit' };

function hrefOf(parts: Record<string, string>, path = '/audit'): string {
  const query = new URLSearchParams(parts).toString();
  return query === '' ? path : `${path}?${query}`;
}

function actorOptions(users: readonly UserDto[], actor: string | undefined) {
  const options = users.map((user) => ({ value: `user:${user.id}`, label: user.name }));
  return actor === undefined || options.some(({ value }) => value === actor)
    ? options
    : [{ value: actor, label: actor }, ...options];
}

async function Chain({ ctx }: { ctx: Context }) {
  return <ChainState first={await knownChain(ctx)} check={checkChainAction} />;
}

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  if (!seesInternals(ctx.actor)) notFound();
  const filters = filtersOf(search);
  const query = queryOf(filters, search.cursor);
  if (!query.success) notFound();
  const [page, users] = await Promise.all([listAuditEvents(ctx, query.data), listUsers(ctx, { limit: 200 })]);
  const filtered = Object.keys(filters).length > 0;
  return (
    <>
      <PageHeader title="Audit" description="Who did what, when and from where. Events are never changed or removed.">
        <a href={hrefOf(filters, '/audit/events.csv')} className="button button--outline" download>
          Download CSV
        </a>
      </PageHeader>
      <div className="mb-4">
        <Panel title="Hash chain" description="Each event is sealed with the hash of the one before it.">
          <Suspense fallback={<div className="bone h-8 w-64" role="status" aria-label="Checking the chain" />}>
            <Chain ctx={ctx} />
          </Suspense>
        </Panel>
      </div>
      <FilterBar path="/audit" clear={filtered ? '/audit' : null}>
        <FilterSelect name="entity" label="About" all="Everything" value={filters.entity} options={ENTITIES} />
        <FilterInput name="entityId" label="Its number" value={filters.entityId} />
        <FilterInput name="action" label="Act" value={filters.action} placeholder="order.created" />
        <FilterSelect
          name="actor"
          label="By"
          all="Everybody"
          value={filters.actor}
          options={actorOptions(users.data, filters.actor)}
        />
        <FilterInput name="from" label="From day (UTC)" type="date" value={filters.from} />
        <FilterInput name="to" label="To day (UTC)" type="date" value={filters.to} />
      </FilterBar>
      <div className="panel overflow-clip">
        {page.data.length === 0 ? (
          <EmptyState title={filtered ? 'No event fits' : 'No events yet'}>
            {filtered ? 'Try other words or days.' : 'Every change writes one here.'}
          </EmptyState>
        ) : (
          <EventList events={page.data} actorHref={(actor) => hrefOf({ actor })} />
        )}
        <Pager
          first={search.cursor ? hrefOf(filters) : null}
          next={page.nextCursor ? hrefOf({ ...filters, cursor: page.nextCursor }) : null}
          count={page.data.length}
        />
      </div>
    </>
  );
}
