import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BulkForm } from '@/components/bulk/bulk-form';
import { BulkList } from '@/components/bulk/bulk-list';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { listBulks } from '@/lib/bulk';
import type { Context } from '@/lib/core/actor';
import { pagingSchema, pathId } from '@/lib/core/paging';
import { accountsOfCustomers } from '@/lib/customers';
import { readSearch, type SearchParams } from '../../page-input';
import { previewBulkAction, readWorkbookAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('bulk.page');
  return { title: t('title') };
}

/** Rows for the customers that were ticked in a list: account, room for the amount, the name as note. */
async function rowsFor(ctx: Context, customers: string | undefined): Promise<string> {
  const customerIds = (customers ?? '').split(',').slice(0, 500).map(pathId);
  const accounts = await accountsOfCustomers(ctx, { customerIds: customerIds.filter((id) => id > 0) });
  return accounts.map((account) => `${account.externalId}\t\t${account.customerName ?? ''}`).join('\n');
}

export default async function BulkPage({ searchParams }: { searchParams: SearchParams }) {
  const t = await getTranslations('bulk.page');
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  const bulks = await listBulks(ctx, pagingSchema.parse({ limit: 20, cursor: search.cursor }));
  const initial = await rowsFor(ctx, search.customers);
  const mayOrder = ctx.actor.kind === 'user' && ctx.actor.role !== 'viewer';
  return (
    <ClientWords of={['bulk.client']}>
      <PageHeader title={t('title')} back={{ href: '/orders', label: t('back') }} description={t('description')} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {mayOrder && (
          <Panel title={t('newList')}>
            <BulkForm check={previewBulkAction} readWorkbook={readWorkbookAction} initial={initial} />
          </Panel>
        )}
        <Panel title={t('latest')} flush>
          {bulks.data.length === 0 ? (
            <EmptyState title={t('none')}>{t('noneHint')}</EmptyState>
          ) : (
            <BulkList bulks={bulks.data} />
          )}
          <Pager
            first={search.cursor ? '/orders/bulk' : null}
            next={bulks.nextCursor ? `/orders/bulk?cursor=${bulks.nextCursor}` : null}
            count={bulks.data.length}
          />
        </Panel>
      </div>
    </ClientWords>
  );
}
