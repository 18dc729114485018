import Form from 'next/form';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AddPriceButton } from '@/components/billing/add-price';
import { PriceTable } from '@/components/billing/price-tables';
import { QuoteList } from '@/components/billing/quote-list';
import { OpenWalletButton } from '@/components/billing/wallet-buttons';
import { ClientWords } from '@/components/ui/client-words';
import { Money } from '@/components/ui/money';
import { Panel } from '@/components/ui/panel';
import { explainPrice, getBillingAccount, listPrices } from '@/lib/billing';
import { type Context, isAdmin, seesInternals } from '@/lib/core/actor';
import { gbInput, gbText } from '@/lib/core/wire';
import { getAgent, listAccounts } from '@/lib/customers';
import type { CustomerDto } from '@/lib/customers/schemas';
import { addPriceAction, endPriceAction } from '../../billing/prices/actions';
import { openWalletAction } from '../../billing/wallet-actions';

const USUAL_GB = '50';

/** A wallet of the customer's own, which the house looks after. */
async function OwnWallet({ ctx, customer }: { ctx: Context; customer: CustomerDto }) {
  const t = await getTranslations('billing.quote');
  if (customer.billingAccountId === null) {
    if (customer.agentId !== null || !isAdmin(ctx.actor)) return null;
    return (
      <p className="flex flex-wrap items-center justify-between gap-3 text-[0.8125rem]">
        <span className="text-muted">{t('noWallet')}</span>
        <OpenWalletButton customerId={customer.id} name={customer.name} open={openWalletAction} />
      </p>
    );
  }
  const { id, wallet } = await getBillingAccount(ctx, { id: Number(customer.billingAccountId) });
  return (
    <p className="flex flex-wrap items-center justify-between gap-3 text-[0.8125rem]">
      <Link href={`/billing/${id}`} className="link">
        {t('wallet')}
      </Link>
      <span>{t.rich('available', { money: () => <Money money={wallet.available} className="font-medium" /> })}</span>
    </p>
  );
}

/** In which currency the customer's orders are paid; null where nobody is charged. */
async function currencyOf(ctx: Context, customer: CustomerDto): Promise<string | null> {
  if (customer.agentId !== null) return (await getAgent(ctx, { id: Number(customer.agentId) })).currency;
  if (customer.billingAccountId === null || !seesInternals(ctx.actor)) return null;
  return (await getBillingAccount(ctx, { id: Number(customer.billingAccountId) })).currency;
}

/** What an amount would cost this customer and why, its own prices, and its own wallet. */
export async function PricePanel({
  ctx,
  customer,
  gb: given,
}: {
  ctx: Context;
  customer: CustomerDto;
  gb: string | undefined;
}) {
  const parsed = gbInput.safeParse(given ?? USUAL_GB);
  const gb = parsed.success ? parsed.data : gbInput.parse(USUAL_GB);
  const customerId = Number(customer.id);
  const [t, quotes, prices, accounts, currency] = await Promise.all([
    getTranslations('billing.quote'),
    explainPrice(ctx, { customerId, gb }),
    listPrices(ctx, { customerId, limit: 100 }),
    listAccounts(ctx, { customerId, limit: 100 }),
    currencyOf(ctx, customer),
  ]);
  const own = prices.data.filter((price) => price.customer !== null && price.state !== 'withdrawn');
  const connections = new Map(accounts.data.map((account) => [account.connectionId, account.connectionName]));
  const end = isAdmin(ctx.actor) ? endPriceAction : null;
  return (
    <ClientWords of={['billing.pricing', 'billing.wallet']}>
      <Panel
        title={t('title')}
        id="price"
        description={t('description')}
        action={
          isAdmin(ctx.actor) &&
          currency !== null && (
            <AddPriceButton
              whose={[{ value: `customer:${customer.id}`, label: customer.name }]}
              connections={[...connections].map(([value, label]) => ({ value, label }))}
              currencies={[currency]}
              add={addPriceAction}
            />
          )
        }
      >
        <div className="flex flex-col gap-4">
          <Form action={`/customers/${customer.id}`} scroll={false} className="flex items-end gap-2">
            <div className="flex flex-col gap-1">
              <label htmlFor="quote-gb" className="label text-[0.8125rem] font-medium">
                {t('amount')}
              </label>
              <input
                id="quote-gb"
                name="gb"
                inputMode="decimal"
                defaultValue={gbText(gb)}
                pattern="\d+(\.\d{1,6})?"
                required
                className="input figures h-10 w-28 md:h-9"
              />
            </div>
            <button type="submit" className="button button--outline">
              {t('ask')}
            </button>
          </Form>
          {quotes.data.length === 0 ? (
            <p className="text-[0.8125rem] text-muted">{t('noAccount')}</p>
          ) : (
            <QuoteList quotes={quotes.data} />
          )}
          <OwnWallet ctx={ctx} customer={customer} />
        </div>
      </Panel>
      {own.length > 0 && (
        <Panel title={t('own')} flush>
          <PriceTable prices={own} end={end} />
        </Panel>
      )}
    </ClientWords>
  );
}
