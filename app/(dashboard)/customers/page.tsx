import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewCustomerButton } from '@/components/customers/customer-buttons';
import { CustomerFilters } from '@/components/customers/customer-filters';
import { CustomerList } from '@/components/customers/customer-list';
import { CustomerColumns } from '@/components/customers/customer-table';
import { EndlessList } from '@/components/lists/endless-list';
import { FilterChips } from '@/components/lists/filter-chips';
import { listPlace } from '@/components/lists/list-address';
import { NextStep } from '@/components/onboarding/next-step';
import { ClientWords } from '@/components/ui/client-words';
import { DownloadMenu } from '@/components/ui/download-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { SavedViews } from '@/components/views/saved-views';
import { requireContext } from '@/lib/auth';
import { isAdmin, seesInternals } from '@/lib/core/actor';
import { listAgents, listCustomers } from '@/lib/customers';
import { listViews } from '@/lib/views';
import { readSearch, type SearchParams } from '../page-input';
import { deleteViewAction, saveViewAction } from '../view-actions';
import { changeCustomersAction, createCustomerAction } from './actions';
import { chipsOf, readCustomerSearch } from './read-search';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('customers.page');
  return { title: t('title') };
}

export default async function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  const t = await getTranslations('customers.page');
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  const house = seesInternals(ctx.actor);
  const { address, query } = readCustomerSearch(search, house);
  const [page, agents, views] = await Promise.all([
    listCustomers(ctx, query),
    house ? listAgents(ctx, { limit: 500 }) : { data: [] },
    listViews(ctx, { page: 'customers' }),
  ]);
  const maySell = ctx.actor.kind === 'user' && ctx.actor.role !== 'viewer';
  const choices = agents.data.map(({ id, name }) => ({ id, name }));
  const chips = await chipsOf(address, choices);
  const filtered = chips.length > 0 || address.query.attention !== undefined;
  return (
    <ClientWords of={['customers.client', 'customers.many', 'lists.client', 'views.client']}>
      <PageHeader title={t('title')} description={t('description')}>
        <SavedViews
          page="customers"
          views={views}
          query={address.query}
          actions={{ save: saveViewAction, remove: deleteViewAction }}
        />
        <CustomerColumns address={address} withAgent={house} />
        <DownloadMenu path="/customers/export" query={address.query} />
        {maySell && <NewCustomerButton agents={choices} save={createCustomerAction.bind(null, choices.length > 0)} />}
      </PageHeader>
      <CustomerFilters address={address} agents={choices} />
      <FilterChips address={address} chips={chips} />
      <div className="panel">
        <EndlessList name="customers" {...listPlace(address, search.cursor, page.nextCursor)} count={page.data.length}>
          {page.data.length === 0 ? (
            <EmptyState
              title={filtered ? t('noneFit') : t('none')}
              action={!filtered && isAdmin(ctx.actor) && <NextStep to="assign" />}
            >
              {filtered ? t('noneFitHint') : t('noneHint')}
            </EmptyState>
          ) : (
            <CustomerList
              customers={page.data}
              address={address}
              withAgent={house}
              many={maySell ? { agents: choices, change: changeCustomersAction } : null}
            />
          )}
        </EndlessList>
      </div>
    </ClientWords>
  );
}
