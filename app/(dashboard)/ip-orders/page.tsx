import type { Metadata } from 'next';
import { IpFilters, IpOrderFilters } from '@/components/ip-orders/ip-filters';
import { IpOrderTable } from '@/components/ip-orders/ip-order-table';
import { IpTable } from '@/components/ip-orders/ip-table';
import { OpenButton } from '@/components/ip-orders/open-button';
import { RenewButton } from '@/components/ip-orders/renew-button';
import type { IpOrderActions } from '@/components/ip-orders/types';
import { AsOf } from '@/components/ui/as-of';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { confirmAction } from '../confirm';
import { readSearch, type SearchParams } from '../page-input';
import { findCustomersAction, openIpsAction, renewIpsAction, reviewOpenAction, reviewRenewAction } from './actions';
import { type IpFilter, ipOrdersHref, readIpFilter, readIpPage } from './read-ip-page';

export const metadata: Metadata = { title: 'IP orders' };

const ACTIONS: IpOrderActions = {
  findCustomers: findCustomersAction,
  reviewOpen: reviewOpenAction,
  reviewRenew: reviewRenewAction,
  open: openIpsAction,
  renew: renewIpsAction,
  confirm: confirmAction,
};

const NO_IPS: Record<NonNullable<IpFilter['state']>, string> = {
  active: 'No IP is running',
  expiring: 'No IP ends within 7 days',
  expired: 'No IP has ended',
};

export default async function IpOrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  const filter = readIpFilter(search);
  const { sources, asOf, ips, orders, regions } = await readIpPage(ctx, filter, search);
  const role = ctx.actor.kind === 'system' ? 'viewer' : ctx.actor.role;
  const mayOrder = role !== 'viewer' && sources.length > 0;
  const ordering = { sources, customerRequired: role === 'agent', actions: ACTIONS };
  return (
    <ClientWords of={['ipOrders.price', 'auth.confirm']}>
      <PageHeader title="IP orders" description="Static and ISP IPs: what is held, until when, and what was ordered.">
        {mayOrder && (
          <>
            <RenewButton {...ordering} />
            <OpenButton {...ordering} regions={regions} />
          </>
        )}
      </PageHeader>
      <div className="flex flex-col gap-4">
        <Panel
          title="IPs"
          flush
          description={
            asOf ? (
              <AsOf at={asOf} prefix="From the provider’s order lists, read" />
            ) : (
              'The provider’s order lists were never read.'
            )
          }
          action={<IpFilters filter={filter} href={ipOrdersHref} />}
        >
          {ips.data.length === 0 ? (
            <EmptyState title={filter.state ? NO_IPS[filter.state] : filter.q ? 'No IP fits' : 'No IPs known'}>
              {sources.length === 0
                ? 'No connection that sells IPs is switched on.'
                : 'They appear here when they were opened and the provider’s order lists were read after that.'}
            </EmptyState>
          ) : (
            <IpTable
              key={search.ips ?? ''}
              ips={ips.data}
              now={ctx.now().toISOString()}
              mayOrder={mayOrder}
              customerRequired={ordering.customerRequired}
              actions={ACTIONS}
            />
          )}
          <Pager
            first={search.ips ? ipOrdersHref(filter) : null}
            next={ips.nextCursor ? ipOrdersHref(filter, { ips: ips.nextCursor }) : null}
            count={ips.data.length}
          />
        </Panel>
        <Panel title="Orders" id="orders" flush action={<IpOrderFilters filter={filter} href={ipOrdersHref} />}>
          {orders.data.length === 0 ? (
            <EmptyState title={filter.kind || filter.status ? 'No order fits' : 'No IP orders yet'}>
              {filter.kind || filter.status
                ? 'Try another filter.'
                : 'What is opened or renewed here is listed with its state.'}
            </EmptyState>
          ) : (
            <IpOrderTable orders={orders.data} />
          )}
          <Pager
            first={search.orders ? ipOrdersHref(filter) : null}
            next={orders.nextCursor ? `${ipOrdersHref(filter, { orders: orders.nextCursor })}#orders` : null}
            count={orders.data.length}
          />
        </Panel>
      </div>
    </ClientWords>
  );
}
