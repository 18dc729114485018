import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Fragment } from 'react';
import { AutoTopUpList } from '@/components/auto-top-up/auto-top-up-list';
import { DailyChart } from '@/components/charts/daily-chart';
import { RangePicker } from '@/components/charts/range-picker';
import { CustomerStats } from '@/components/customers/customer-stats';
import { ClientWords } from '@/components/ui/client-words';
import { getFormats } from '@/components/ui/get-formats';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { pathId } from '@/lib/core/paging';
import { orNotFound, readSearch, type SearchParams } from '../../page-input';
import { AccountsAndOrders } from './accounts-and-orders';
import { AlertPanel } from './alert-panel';
import { setAutoTopUpAction, stopAutoTopUpAction } from './auto-top-up-actions';
import { CustomerActions } from './customer-actions';
import { PricePanel } from './price-panel';
import { readCustomer, readCustomerPage } from './read-customer';

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  return { title: (await readCustomer(pathId((await params).id))).name };
}

export default async function CustomerPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const t = await getTranslations('customers.one');
  const [ctx, { id }, search, formats] = await Promise.all([
    requireContext(),
    params,
    readSearch(searchParams),
    getFormats(),
  ]);
  const page = await orNotFound(readCustomerPage(ctx, pathId(id), search));
  const { customer, accounts, range } = page;
  const mayOrder = ctx.actor.kind === 'user' && ctx.actor.role !== 'viewer';
  const rangeText = range.preset
    ? t('days', { count: range.days })
    : t('span', { from: formats.dayOfYear(range.from), to: formats.day(range.to) });
  return (
    <ClientWords
      of={[
        'customers.client',
        'orders.client',
        'autoTopUp.client',
        'autoTopUp.when',
        'autoTopUp.weekdays',
        'auth.confirm',
      ]}
    >
      <PageHeader
        title={customer.name}
        back={{ href: '/customers', label: t('back') }}
        description={[customer.email, customer.agentName && t('agent', { agent: customer.agentName }), ...customer.tags]
          .filter((part) => part !== null && part !== '')
          .map((part, index) => (
            <Fragment key={part}>
              {index > 0 && ' · '}
              <bdi>{part}</bdi>
            </Fragment>
          ))}
      >
        {mayOrder && (
          <CustomerActions
            customer={customer}
            accounts={accounts}
            agents={page.agents}
            startTopUp={search.do === 'top-up'}
          />
        )}
      </PageHeader>
      <CustomerStats
        customer={customer}
        forecast={page.forecast}
        base={page.base}
        used={{ ...page.used, rangeText }}
        toppedUp={page.toppedUp}
      />
      <div className="flex flex-col gap-4">
        {customer.note && (
          <Panel title={t('note')}>
            <p className="whitespace-pre-wrap wrap-anywhere">{customer.note}</p>
          </Panel>
        )}
        <Panel
          title={t('usage')}
          description={t('span', { from: formats.day(range.from), to: formats.day(range.to) })}
          action={<RangePicker path={`/customers/${customer.id}`} range={range} today={page.today} />}
        >
          <DailyChart source={page.source} zone={page.zone} markerName={t('marker')} />
        </Panel>
        <AccountsAndOrders ctx={ctx} page={page} mayOrder={mayOrder} />
        <PricePanel ctx={ctx} customer={customer} gb={search.gb} />
        {page.automatic.length > 0 && (
          <Panel title={t('automatic')}>
            <AutoTopUpList
              accounts={page.automatic}
              actions={mayOrder ? { set: setAutoTopUpAction, stop: stopAutoTopUpAction } : null}
            />
          </Panel>
        )}
        {accounts.length > 0 && <AlertPanel ctx={ctx} customerId={customer.id} />}
      </div>
    </ClientWords>
  );
}
