import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AddIpPriceButton } from '@/components/billing/add-ip-price';
import { AddPriceButton } from '@/components/billing/add-price';
import { IpPriceTable, PriceTable } from '@/components/billing/price-tables';
import type { PriceActions } from '@/components/billing/types';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { requireContext } from '@/lib/auth';
import { listIpPrices, listPrices } from '@/lib/billing';
import { type PeriodState, periodStateSchema } from '@/lib/billing/price-schemas';
import { listConnections } from '@/lib/connections';
import { isAdmin, seesInternals } from '@/lib/core/actor';
import { listAgents } from '@/lib/customers';
import { readSearch, type SearchParams } from '../../page-input';
import { addIpPriceAction, addPriceAction, endIpPriceAction, endPriceAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('billing.prices');
  return { title: t('title') };
}

const ACTIONS: PriceActions = {
  add: addPriceAction,
  end: endPriceAction,
  addIp: addIpPriceAction,
  endIp: endIpPriceAction,
};

const STATES: readonly PeriodState[] = ['current', 'future', 'past'];
const SHOWN = 50;

function hrefOf(parts: Record<string, string>): string {
  return `/billing/prices?${new URLSearchParams(parts)}`;
}

export default async function PricesPage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search, t] = await Promise.all([
    requireContext(),
    readSearch(searchParams),
    getTranslations('billing.prices'),
  ]);
  const state = periodStateSchema.catch('current').parse(search.state);
  const actions = isAdmin(ctx.actor) ? ACTIONS : null;
  const [prices, ipPrices, agents, connections] = await Promise.all([
    listPrices(ctx, { state, limit: SHOWN, cursor: search.cursor }),
    listIpPrices(ctx, { state, limit: SHOWN, cursor: search.ips }),
    actions ? listAgents(ctx, { limit: 500 }) : null,
    actions && seesInternals(ctx.actor) ? listConnections(ctx) : null,
  ]);
  const agentChoices = (agents?.data ?? []).map(({ id, name }) => ({ id, label: name }));
  const currencies = [...new Set((agents?.data ?? []).map(({ currency }) => currency))].sort();
  const known = currencies.length === 0 ? ['USD'] : currencies;
  const house = seesInternals(ctx.actor);
  return (
    <ClientWords of={['billing.pricing']}>
      <PageHeader title={t('title')} back={{ href: '/billing', label: t('billing') }} description={t('description')} />
      <div className="mb-4 flex">
        <Segmented
          label={t('which')}
          value={state}
          options={STATES.map((value) => ({ value, label: t(value), href: hrefOf({ state: value }) }))}
        />
      </div>
      <div className="flex flex-col gap-4">
        <Panel
          title={t('gbTitle')}
          flush
          description={t('gbDescription')}
          action={
            actions && (
              <AddPriceButton
                whose={[
                  { value: '', label: t('everybody') },
                  ...agentChoices.map(({ id, label }) => ({ value: `agent:${id}`, label })),
                ]}
                connections={(connections?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                currencies={known}
                add={actions.add}
              />
            )
          }
        >
          {prices.data.length === 0 ? (
            <EmptyState title={t('none')}>{t(house ? 'noneHint' : 'noneOwn')}</EmptyState>
          ) : (
            <PriceTable prices={prices.data} end={actions?.end ?? null} />
          )}
          <Pager
            first={search.cursor ? hrefOf({ state }) : null}
            next={prices.nextCursor ? hrefOf({ state, cursor: prices.nextCursor }) : null}
            count={prices.data.length}
          />
        </Panel>
        <Panel
          title={t('ipTitle')}
          id="ips"
          flush
          description={t('ipDescription')}
          action={
            actions && (
              <AddIpPriceButton
                agents={agentChoices.map(({ id, label }) => ({ value: id, label }))}
                currencies={known}
                add={actions.addIp}
              />
            )
          }
        >
          {ipPrices.data.length === 0 ? (
            <EmptyState title={t('none')}>{t(house ? 'noneIps' : 'noneOwn')}</EmptyState>
          ) : (
            <IpPriceTable prices={ipPrices.data} end={actions?.endIp ?? null} />
          )}
          <Pager
            first={search.ips ? `${hrefOf({ state })}#ips` : null}
            next={ipPrices.nextCursor ? `${hrefOf({ state, ips: ipPrices.nextCursor })}#ips` : null}
            count={ipPrices.data.length}
          />
        </Panel>
      </div>
    </ClientWords>
  );
}
