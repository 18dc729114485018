import type { Metadata } from 'next';
import Link from 'next/link';
import { OrderFilters, ordersHref } from '@/components/orders/order-filters';
import { OrderTable } from '@/components/orders/order-table';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { requireContext } from '@/lib/auth';
import { listOrders } from '@/lib/orders';
import { orderQuery, orderStatusSchema, orderTypeSchema } from '@/lib/orders/schemas';
import { readSearch, type SearchParams } from '../page-input';

export const metadata: Metadata = { title: 'Orders' };

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireContext();
  const search = await readSearch(searchParams);
  const filter = {
    status: orderStatusSchema
      .nullable()
      .catch(null)
      .parse(search.status ?? null),
    type: orderTypeSchema
      .nullable()
      .catch(null)
      .parse(search.type ?? null),
  };
  const kept: Record<string, string> = search.customerId ? { customerId: search.customerId } : {};
  const query = orderQuery.parse({
    status: filter.status ?? undefined,
    type: filter.type ?? undefined,
    ...kept,
    cursor: search.cursor,
  });
  const page = await listOrders(ctx, query);
  return (
    <>
      <PageHeader title="Orders" description="Everything that was asked of a provider, and what became of it.">
        <Link href="/orders/bulk" className="button button--outline">
          Bulk top-up
        </Link>
      </PageHeader>
      <OrderFilters filter={filter} keep={kept} />
      <div className="panel">
        {page.data.length === 0 ? (
          <EmptyState title={filter.status || filter.type ? 'No order fits' : 'No orders yet'}>
            {filter.status || filter.type ? 'Try another filter.' : 'Open a customer and press Top up.'}
          </EmptyState>
        ) : (
          <OrderTable caption="Orders" orders={page.data} />
        )}
        <Pager
          first={search.cursor ? ordersHref(filter, kept) : null}
          next={page.nextCursor ? ordersHref(filter, { ...kept, cursor: page.nextCursor }) : null}
          count={page.data.length}
        />
      </div>
    </>
  );
}
