import type { Metadata } from 'next';
import { monthOf } from '@/components/billing/months';
import { PaymentButton } from '@/components/billing/payment-button';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/lib/auth';
import { getStatement } from '@/lib/billing';
import { agentScope, type Context, isAdmin } from '@/lib/core/actor';
import { pathId } from '@/lib/core/paging';
import { listAgents } from '@/lib/customers';
import type { AgentDto } from '@/lib/customers/schemas';
import { orNotFound, readSearch, type SearchParams } from '../../page-input';
import { AccountView } from '../account-view';
import { recordPaymentAction } from '../actions';

export const metadata: Metadata = { title: 'Wallet' };

/** The agent that a wallet belongs to; null for a customer's own wallet. */
async function agentOf(ctx: Context, billingAccountId: string): Promise<AgentDto | null> {
  let cursor: string | undefined;
  do {
    const page = await listAgents(ctx, { limit: 500, cursor });
    const found = page.data.find((agent) => agent.billingAccountId === billingAccountId);
    if (found) return found;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return null;
}

export default async function WalletPage({
  params,
  searchParams,
}: {
  params: Promise<{ billingAccountId: string }>;
  searchParams: SearchParams;
}) {
  const [ctx, { billingAccountId: given }, search] = await Promise.all([
    requireContext(),
    params,
    readSearch(searchParams),
  ]);
  const id = pathId(given);
  // The statement's verb knows whose wallets the reader may see.
  const account = await orNotFound(getStatement(ctx, { billingAccountId: id, month: monthOf(ctx.now()) }));
  const agent = await agentOf(ctx, account.billingAccountId);
  const house = agentScope(ctx.actor) === null;
  return (
    <>
      <title>{`${account.name} · Gigatill`}</title>
      <PageHeader
        title={account.name}
        {...(house ? { back: { href: '/billing', label: 'Billing' } } : {})}
        description={`Wallet in ${account.currency}${agent ? ` of the agent ${agent.email}` : ''}`}
      >
        {isAdmin(ctx.actor) && (
          <PaymentButton
            billingAccountId={account.billingAccountId}
            name={account.name}
            currency={account.currency}
            record={recordPaymentAction}
          />
        )}
      </PageHeader>
      <AccountView ctx={ctx} billingAccountId={id} agent={agent} path={`/billing/${id}`} search={search} />
    </>
  );
}
