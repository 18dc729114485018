import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AdjustButton } from '@/components/billing/adjust-button';
import { PaymentButton } from '@/components/billing/payment-button';
import { CreditButton } from '@/components/billing/wallet-buttons';
import { ClientWords } from '@/components/ui/client-words';
import { groupDigits } from '@/components/ui/format';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/lib/auth';
import { getBillingAccount, getBillingSettings } from '@/lib/billing';
import { agentScope, isAdmin } from '@/lib/core/actor';
import { pathId } from '@/lib/core/paging';
import { getAgent } from '@/lib/customers';
import { orNotFound, readSearch, type SearchParams } from '../../page-input';
import { AccountView, ADJUSTMENT_ACTIONS } from '../account-view';
import { recordPaymentAction } from '../actions';
import { changeCreditAction } from '../wallet-actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('billing.page');
  return { title: t('walletTitle') };
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
  const account = await orNotFound(getBillingAccount(ctx, { id }));
  const [agent, t, settings] = await Promise.all([
    account.agentId === null ? null : getAgent(ctx, { id: Number(account.agentId) }),
    getTranslations('billing.page'),
    isAdmin(ctx.actor) ? getBillingSettings(ctx) : null,
  ]);
  const { name, currency } = account;
  const limit = settings?.limits.adjustment.find((money) => money.currency === currency);
  const house = agentScope(ctx.actor) === null;
  return (
    <ClientWords of={['billing.entry', 'billing.wallet', 'billing.payment', 'billing.close', 'lists.client']}>
      <title>{`${account.name} · Gigatill`}</title>
      <PageHeader
        title={account.name}
        {...(house ? { back: { href: '/billing', label: t('title') } } : {})}
        description={
          agent
            ? t('ofAgent', { currency, mail: agent.email })
            : account.customerId === null
              ? t('wallet', { currency })
              : t.rich('ofCustomer', {
                  currency,
                  link: (words) => (
                    <Link href={`/customers/${account.customerId}`} className="link">
                      {words}
                    </Link>
                  ),
                })
        }
      >
        {isAdmin(ctx.actor) && (
          <>
            {agent === null && (
              <CreditButton
                account={{ id: account.id, name, currency, creditLimit: account.wallet.creditLimit.amount }}
                change={changeCreditAction}
              />
            )}
            <AdjustButton
              account={{ id: account.id, name, currency }}
              limit={limit ? `${groupDigits(limit.amount)} ${currency}` : ''}
              adjust={ADJUSTMENT_ACTIONS.adjust}
            />
            <PaymentButton billingAccountId={account.id} name={name} currency={currency} record={recordPaymentAction} />
          </>
        )}
      </PageHeader>
      <AccountView ctx={ctx} billingAccountId={id} agent={agent} path={`/billing/${id}`} search={search} />
    </ClientWords>
  );
}
