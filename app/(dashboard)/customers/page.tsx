import type { Metadata } from 'next';
import { NewCustomerButton } from '@/components/customers/customer-buttons';
import { CustomerFilters, customersHref } from '@/components/customers/customer-filters';
import { CustomerTable } from '@/components/customers/customer-table';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { requireContext } from '@/lib/auth';
import { seesInternals } from '@/lib/core/actor';
import { listAgents, listCustomers } from '@/lib/customers';
import { attentionSchema, customerQuery } from '@/lib/customers/schemas';
import { readSearch, type SearchParams } from '../page-input';
import { createCustomerAction } from './actions';

export const metadata: Metadata = { title: 'Customers' };

export default async function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireContext();
  const search = await readSearch(searchParams);
  const house = seesInternals(ctx.actor);
  const filter = {
    q: search.q?.trim() ?? '',
    attention: attentionSchema
      .nullable()
      .catch(null)
      .parse(search.attention ?? null),
    agentId: house && search.agentId ? search.agentId : null,
  };
  const query = customerQuery.parse({
    q: filter.q === '' ? undefined : filter.q.slice(0, 200),
    attention: filter.attention ?? undefined,
    agentId: filter.agentId ?? undefined,
    cursor: search.cursor,
  });
  const [page, agents] = await Promise.all([
    listCustomers(ctx, query),
    house ? listAgents(ctx, { limit: 500 }) : { data: [] },
  ]);
  const maySell = ctx.actor.kind === 'user' && ctx.actor.role !== 'viewer';
  const choices = agents.data.map(({ id, name }) => ({ id, name }));
  const filtered = filter.q !== '' || filter.attention !== null || filter.agentId !== null;
  return (
    <>
      <PageHeader title="Customers" description="Who consumes, what is left and how long it lasts.">
        {maySell && <NewCustomerButton agents={choices} save={createCustomerAction.bind(null, choices.length > 0)} />}
      </PageHeader>
      <CustomerFilters filter={filter} agents={choices} />
      <div className="panel">
        {page.data.length === 0 ? (
          <EmptyState title={filtered ? 'No customer fits' : 'No customers yet'}>
            {filtered
              ? 'Try fewer letters, or another filter.'
              : 'Accounts found by a connection become customers when they are assigned.'}
          </EmptyState>
        ) : (
          <CustomerTable customers={page.data} withAgent={house} />
        )}
        <Pager
          first={search.cursor ? customersHref(filter) : null}
          next={page.nextCursor ? customersHref(filter, page.nextCursor) : null}
          count={page.data.length}
        />
      </div>
    </>
  );
}
