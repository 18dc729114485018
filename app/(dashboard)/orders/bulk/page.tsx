import type { Metadata } from 'next';
import { BulkForm } from '@/components/bulk/bulk-form';
import { BulkList } from '@/components/bulk/bulk-list';
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

export const metadata: Metadata = { title: 'Bulk top-up' };

/** Rows for the customers that were ticked in a list: account, room for the amount, the name as note. */
async function rowsFor(ctx: Context, customers: string | undefined): Promise<string> {
  const customerIds = (customers ?? '').split(',').slice(0, 500).map(pathId);
  const accounts = await accountsOfCustomers(ctx, { customerIds: customerIds.filter((id) => id > 0) });
  return accounts.map((account) => `${account.externalId}\t\t${account.customerName ?? ''}`).join('\n');
}

export default async function BulkPage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  const bulks = await listBulks(ctx, pagingSchema.parse({ limit: 20, cursor: search.cursor }));
  const initial = await rowsFor(ctx, search.customers);
  const mayOrder = ctx.actor.kind === 'user' && ctx.actor.role !== 'viewer';
  return (
    <>
      <PageHeader
        title="Bulk top-up"
        back={{ href: '/orders', label: 'Orders' }}
        description="Many top-ups from a list. Each row is checked first; what you confirm becomes one order a row."
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {mayOrder && (
          <Panel title="New list">
            <BulkForm check={previewBulkAction} readWorkbook={readWorkbookAction} initial={initial} />
          </Panel>
        )}
        <Panel title="Latest lists" flush>
          {bulks.data.length === 0 ? (
            <EmptyState title="No list yet">Lists stay here with what became of each row.</EmptyState>
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
    </>
  );
}
