import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AdjustmentTable } from '@/components/billing/adjustment-table';
import { AgentWalletTable } from '@/components/billing/agent-wallet-table';
import { CustomerWalletTable } from '@/components/billing/customer-wallet-table';
import { AsOf } from '@/components/ui/as-of';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterInput } from '@/components/ui/filter-bar';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { listAdjustments, listBillingAccounts } from '@/lib/billing';
import { agentScope, type Context, isAdmin } from '@/lib/core/actor';
import { getAgent, listAgents } from '@/lib/customers';
import { agentQuery } from '@/lib/customers/schemas';
import { getWallet } from '@/lib/ledger';
import { readSearch, type SearchParams } from '../page-input';
import { AccountView, ADJUSTMENT_ACTIONS } from './account-view';
import { recordPaymentAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('billing.page');
  return { title: t('title') };
}

function hrefOf(parts: Record<string, string>): string {
  const query = new URLSearchParams(parts).toString();
  return query === '' ? '/billing' : `/billing?${query}`;
}

async function OwnWallet({ ctx, agentId, search }: { ctx: Context; agentId: number; search: Record<string, string> }) {
  const [agent, t] = await Promise.all([getAgent(ctx, { id: agentId }), getTranslations('billing.page')]);
  return (
    <ClientWords of={['lists.client']}>
      <PageHeader title={t('title')} description={t('own', { name: agent.name, currency: agent.currency })}>
        <Link href="/billing/prices" className="button button--outline">
          {t('prices')}
        </Link>
      </PageHeader>
      <AccountView
        ctx={ctx}
        billingAccountId={Number(agent.billingAccountId)}
        agent={agent}
        path="/billing"
        search={search}
      />
    </ClientWords>
  );
}

export default async function BillingPage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  const scope = agentScope(ctx.actor);
  if (scope !== null) return <OwnWallet ctx={ctx} agentId={scope} search={search} />;
  const q = (search.q ?? '').trim().slice(0, 200);
  const filter: Record<string, string> = q === '' ? {} : { q };
  const page = await listAgents(ctx, agentQuery.parse({ ...filter, cursor: search.cursor }));
  const [t, waiting, customers] = await Promise.all([
    getTranslations('billing.page'),
    listAdjustments(ctx, { status: 'awaiting_approval', limit: 50 }),
    listBillingAccounts(ctx, { owner: 'customer', limit: 50, cursor: search.customers }),
  ]);
  const rows = await Promise.all(
    page.data.map(async (agent) => ({ agent, wallet: await getWallet(Number(agent.billingAccountId)) })),
  );
  return (
    <ClientWords of={['billing.entry', 'billing.payment', 'billing.close']}>
      <PageHeader
        title={t('title')}
        description={t.rich('description', { time: () => <AsOf at={ctx.now().toISOString()} /> })}
      >
        {isAdmin(ctx.actor) && (
          <Link href="/settings/billing" className="button button--outline">
            {t('settings')}
          </Link>
        )}
        <Link href="/billing/prices" className="button button--outline">
          {t('prices')}
        </Link>
        {isAdmin(ctx.actor) && (
          <Link href="/team?tab=agents" className="button button--outline">
            {t('agents')}
          </Link>
        )}
      </PageHeader>
      {waiting.data.length > 0 && (
        <div className="mb-4">
          <Panel title={t('waiting')} id="waiting" flush description={t('waitingHint')}>
            <AdjustmentTable
              adjustments={waiting.data}
              withAccount
              actions={isAdmin(ctx.actor) ? ADJUSTMENT_ACTIONS : null}
            />
          </Panel>
        </div>
      )}
      <FilterBar path="/billing" clear={q === '' ? null : '/billing'}>
        <FilterInput name="q" label={t('agent')} value={q} placeholder={t('agentHint')} />
      </FilterBar>
      <div className="panel">
        {rows.length === 0 ? (
          <EmptyState
            title={t(q === '' ? 'noAgents' : 'noAgentFits')}
            action={
              q === '' &&
              isAdmin(ctx.actor) && (
                <Link href="/team?tab=agents" className="button button--primary">
                  {t('addAgent')}
                </Link>
              )
            }
          >
            {t(q === '' ? 'noAgentsHint' : 'noAgentFitsHint')}
          </EmptyState>
        ) : (
          <AgentWalletTable rows={rows} record={isAdmin(ctx.actor) ? recordPaymentAction : null} />
        )}
        <Pager
          first={search.cursor ? hrefOf(filter) : null}
          next={page.nextCursor ? hrefOf({ ...filter, cursor: page.nextCursor }) : null}
          count={rows.length}
        />
      </div>
      {(customers.data.length > 0 || search.customers) && (
        <div className="mt-4">
          <Panel title={t('customers')} id="customers" flush description={t('customersHint')}>
            <CustomerWalletTable accounts={customers.data} />
            <Pager
              first={search.customers ? `${hrefOf(filter)}#customers` : null}
              next={customers.nextCursor ? `${hrefOf({ ...filter, customers: customers.nextCursor })}#customers` : null}
              count={customers.data.length}
            />
          </Panel>
        </div>
      )}
    </ClientWords>
  );
}
