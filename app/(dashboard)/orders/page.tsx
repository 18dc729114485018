import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EndlessList } from '@/components/lists/endless-list';
import { FilterChips } from '@/components/lists/filter-chips';
import { listPlace } from '@/components/lists/list-address';
import { NextStep } from '@/components/onboarding/next-step';
import { OrderFilters } from '@/components/orders/order-filters';
import { OrderList } from '@/components/orders/order-list';
import { OrderColumns } from '@/components/orders/order-table';
import { ClientWords } from '@/components/ui/client-words';
import { DownloadMenu } from '@/components/ui/download-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { SavedViews } from '@/components/views/saved-views';
import { requireContext } from '@/lib/auth';
import { isAdmin } from '@/lib/core/actor';
import { listOrders } from '@/lib/orders';
import { listViews } from '@/lib/views';
import { readSearch, type SearchParams } from '../page-input';
import { deleteViewAction, saveViewAction } from '../view-actions';
import { actOnOrdersAction } from './actions';
import { chipsOf, readOrderSearch } from './read-search';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('orders.page');
  return { title: t('title') };
}

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const t = await getTranslations('orders.page');
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  const { address, query } = readOrderSearch(search);
  const [page, views] = await Promise.all([listOrders(ctx, query), listViews(ctx, { page: 'orders' })]);
  const [first] = page.data;
  const chips = await chipsOf(address, { customer: first?.customerName ?? null, account: first?.accountName ?? null });
  const { hide: _, sort: _sort, ...filters } = address.query;
  const filtered = Object.keys(filters).length > 0;
  const sells = ctx.actor.kind === 'user' && ctx.actor.role !== 'viewer';
  return (
    <ClientWords of={['orders.client', 'lists.client', 'views.client']}>
      <PageHeader title={t('title')} description={t('description')}>
        <SavedViews
          page="orders"
          views={views}
          query={address.query}
          actions={{ save: saveViewAction, remove: deleteViewAction }}
        />
        <OrderColumns address={address} />
        <DownloadMenu path="/orders/export" query={address.query} />
        <Link href="/orders/bulk" className="button button--outline">
          {t('bulk')}
        </Link>
      </PageHeader>
      <OrderFilters address={address} />
      <FilterChips address={address} chips={chips} />
      <div className="panel">
        <EndlessList name="orders" {...listPlace(address, search.cursor, page.nextCursor)} count={page.data.length}>
          {page.data.length === 0 ? (
            <EmptyState
              title={filtered ? t('noneFit') : t('none')}
              action={!filtered && sells && <NextStep to="customers" />}
            >
              {filtered ? t('noneFitHint') : t('noneHint')}
            </EmptyState>
          ) : (
            <OrderList
              orders={page.data}
              address={address}
              whole={!search.cursor && page.nextCursor === null}
              many={sells ? { mayApprove: isAdmin(ctx.actor), act: actOnOrdersAction } : null}
            />
          )}
        </EndlessList>
      </div>
    </ClientWords>
  );
}
