import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { IpFilters, IpOrderFilters } from '@/components/ip-orders/ip-filters';
import { IpOrderTable } from '@/components/ip-orders/ip-order-table';
import { IpTable } from '@/components/ip-orders/ip-table';
import { OpenButton } from '@/components/ip-orders/open-button';
import { RenewButton } from '@/components/ip-orders/renew-button';
import type { IpOrderActions } from '@/components/ip-orders/types';
import { EndlessList } from '@/components/lists/endless-list';
import { TableKeys } from '@/components/lists/table-keys';
import { NextStep } from '@/components/onboarding/next-step';
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
import { ipOrdersHref, readIpFilter, readIpPage } from './read-ip-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('ipOrders.page');
  return { title: t('title') };
}

const ACTIONS: IpOrderActions = {
  findCustomers: findCustomersAction,
  reviewOpen: reviewOpenAction,
  reviewRenew: reviewRenewAction,
  open: openIpsAction,
  renew: renewIpsAction,
  confirm: confirmAction,
};

export default async function IpOrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const t = await getTranslations('ipOrders.page');
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  const filter = readIpFilter(search);
  const { sources, asOf, ips, orders, regions } = await readIpPage(ctx, filter, search);
  const role = ctx.actor.kind === 'system' ? 'viewer' : ctx.actor.role;
  const mayOrder = role !== 'viewer' && sources.length > 0;
  const ordering = { sources, customerRequired: role === 'agent', actions: ACTIONS };
  return (
    <ClientWords of={['ipOrders.client', 'ipOrders.price', 'orders.client', 'lists.client', 'auth.confirm']}>
      <PageHeader title={t('title')} description={t('description')}>
        {mayOrder && (
          <>
            <RenewButton {...ordering} />
            <OpenButton {...ordering} regions={regions} />
          </>
        )}
      </PageHeader>
      <div className="flex flex-col gap-4">
        <Panel
          title={t('ips')}
          flush
          description={
            asOf ? <AsOf at={asOf} text={(time) => t.rich('readAt', { time: () => time })} /> : t('neverRead')
          }
          action={<IpFilters filter={filter} href={ipOrdersHref} />}
        >
          {ips.data.length === 0 ? (
            <EmptyState
              title={filter.state ? t(`none.${filter.state}`) : filter.q ? t('noneFit') : t('noneKnown')}
              action={sources.length === 0 && role === 'admin' && <NextStep to="connections" />}
            >
              {sources.length === 0 ? t('noSource') : t('noneHint')}
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
        <Panel title={t('orders')} id="orders" flush action={<IpOrderFilters filter={filter} href={ipOrdersHref} />}>
          <EndlessList
            name="ip-orders"
            list={ipOrdersHref(filter, search.orders ? { orders: search.orders } : {})}
            first={search.orders ? `${ipOrdersHref(filter)}#orders` : null}
            next={orders.nextCursor ? `${ipOrdersHref(filter, { orders: orders.nextCursor })}#orders` : null}
            count={orders.data.length}
          >
            {orders.data.length === 0 ? (
              <EmptyState title={filter.kind || filter.status ? t('noOrderFits') : t('noOrders')}>
                {filter.kind || filter.status ? t('otherFilter') : t('ordersHint')}
              </EmptyState>
            ) : (
              <TableKeys>
                <IpOrderTable orders={orders.data} />
              </TableKeys>
            )}
          </EndlessList>
        </Panel>
      </div>
    </ClientWords>
  );
}
