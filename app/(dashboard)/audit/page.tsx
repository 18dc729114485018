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
import { auditQuery } from '@/lib/audit/schemas';
import { listUsers, requireContext } from '@/lib/auth';
import type { UserDto } from '@/lib/auth/schemas';
import { type Context, seesInternals } from '@/lib/core/actor';
import { addDays, isCalendarDate } from '@/lib/core/calendar-date';
import { readSearch, type SearchParams } from '../page-input';
import { checkChainAction } from './actions';
import { knownChain } from './chain';

export const metadata: Metadata = { title: 'Audit' };

const FILTERS = ['entity', 'entityId', 'action', 'actor', 'from', 'to'] as const;

function filtersOf(search: Record<string, string>): Record<string, string> {
  return Object.fromEntries(FILTERS.flatMap((name) => (search[name] ? [[name, search[name].trim()]] : [])));
}

function hrefOf(parts: Record<string, string>): string {
  const query = new URLSearchParams(parts).toString();
  return query === '' ? '/audit' : `/audit?${query}`;
}

/** The query of an address; its days are UTC, `to` with its whole day. */
function queryOf({ from, to, ...rest }: Record<string, string>, cursor: string | undefined) {
  return auditQuery.safeParse({
    ...rest,
    cursor,
    ...(from && isCalendarDate(from) ? { from: `${from}T00:00:00Z` } : {}),
    ...(to && isCalendarDate(to) ? { to: `${addDays(to, 1)}T00:00:00Z` } : {}),
  });
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
      <PageHeader title="Audit" description="Who did what, when and from where. Events are never changed or removed." />
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
