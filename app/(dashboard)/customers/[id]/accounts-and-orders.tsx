import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AccountTable } from '@/components/customers/account-table';
import { NextStep } from '@/components/onboarding/next-step';
import { OrderTable } from '@/components/orders/order-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { type Context, isAdmin } from '@/lib/core/actor';
import { refreshAccountAction } from './actions';
import type { CustomerPageData } from './read-customer';

/** A customer's accounts and its newest orders, side by side; those who may order may have an account read again. */
export async function AccountsAndOrders({
  ctx,
  page: { customer, accounts, orders },
  mayOrder,
}: {
  ctx: Context;
  page: CustomerPageData;
  mayOrder: boolean;
}) {
  const t = await getTranslations('customers.one');
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <Panel title={t('accounts')} flush>
        {accounts.length === 0 ? (
          <EmptyState title={t('noAccount')} action={isAdmin(ctx.actor) && <NextStep to="assign" />}>
            {t('noAccountHint')}
          </EmptyState>
        ) : (
          <AccountTable accounts={accounts} refresh={mayOrder ? refreshAccountAction : null} />
        )}
      </Panel>
      <Panel
        title={t('orders')}
        flush
        action={
          orders.nextCursor && (
            <Link className="link" href={`/orders?customerId=${customer.id}`}>
              {t('allOrders')}
            </Link>
          )
        }
      >
        {orders.data.length === 0 ? (
          <EmptyState title={t('noOrders')}>{t('noOrdersHint')}</EmptyState>
        ) : (
          <OrderTable caption={t('orders')} orders={orders.data} without={['customer', 'account', 'maker']} />
        )}
      </Panel>
    </div>
  );
}
