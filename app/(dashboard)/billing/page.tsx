import type { Metadata } from 'next';
import Link from 'next/link';
import { AgentWalletTable } from '@/components/billing/agent-wallet-table';
import { AsOf } from '@/components/ui/as-of';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterInput } from '@/components/ui/filter-bar';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { requireContext } from '@/lib/auth';
import { agentScope, type Context, isAdmin } from '@/lib/core/actor';
import { getAgent, listAgents } from '@/lib/customers';
import { agentQuery } from '@/lib/customers/schemas';
import { getWallet } from '@/lib/ledger';
import { readSearch, type SearchParams } from '../page-input';
import { AccountView } from './account-view';
import { recordPaymentAction } from './actions';

export const metadata: Metadata = { title: 'Billing' };

function hrefOf(parts: Record<string, string>): string {
  const query = new URLSearchParams(parts).toString();
  return query === '' ? '/billing' : `/billing?${query}`;
}

async function OwnWallet({ ctx, agentId, search }: { ctx: Context; agentId: number; search: Record<string, string> }) {
  const agent = await getAgent(ctx, { id: agentId });
  return (
    <>
      <PageHeader title="Billing" description={`The wallet of ${agent.name}, in ${agent.currency}.`} />
      <AccountView
        ctx={ctx}
        billingAccountId={Number(agent.billingAccountId)}
        agent={agent}
        path="/billing"
        search={search}
      />
    </>
  );
}

export default async function BillingPage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  const scope = agentScope(ctx.actor);
  if (scope !== null) return <OwnWallet ctx={ctx} agentId={scope} search={search} />;
  const q = (search.q ?? '').trim().slice(0, 200);
  const filter: Record<string, string> = q === '' ? {} : { q };
  const page = await listAgents(ctx, agentQuery.parse({ ...filter, cursor: search.cursor }));
  const rows = await Promise.all(
    page.data.map(async (agent) => ({ agent, wallet: await getWallet(Number(agent.billingAccountId)) })),
  );
  return (
    <>
      <PageHeader
        title="Billing"
        description={
          <>
            Wallets of the agents, each in its own currency, <AsOf at={ctx.now().toISOString()} />
          </>
        }
      >
        {isAdmin(ctx.actor) && (
          <Link href="/team?tab=agents" className="button button--outline">
            Agents and prices
          </Link>
        )}
      </PageHeader>
      <FilterBar path="/billing" clear={q === '' ? null : '/billing'}>
        <FilterInput name="q" label="Agent" value={q} placeholder="Name or mail" />
      </FilterBar>
      <div className="panel">
        {rows.length === 0 ? (
          <EmptyState
            title={q === '' ? 'No agents yet' : 'No agent fits'}
            action={
              q === '' &&
              isAdmin(ctx.actor) && (
                <Link href="/team?tab=agents" className="button button--primary">
                  Add an agent
                </Link>
              )
            }
          >
            {q === '' ? 'Each agent has a wallet that its orders are paid from.' : 'Try fewer letters.'}
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
    </>
  );
}
