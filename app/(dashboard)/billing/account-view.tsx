import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AdjustmentTable } from '@/components/billing/adjustment-table';
import { LedgerTable } from '@/components/billing/ledger-table';
import { monthOf, monthsBack } from '@/components/billing/months';
import { PaymentTable } from '@/components/billing/payment-table';
import { StatementTable } from '@/components/billing/statement-table';
import type { AdjustmentActions } from '@/components/billing/types';
import { WalletCards } from '@/components/billing/wallet-cards';
import { EndlessList } from '@/components/lists/endless-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { getStatement, listAdjustments, listPayments } from '@/lib/billing';
import type { StatementDto } from '@/lib/billing/schemas';
import { type Context, isAdmin } from '@/lib/core/actor';
import type { AgentDto } from '@/lib/customers/schemas';
import { getWallet, listTransactions } from '@/lib/ledger';
import { ledgerQuery } from '@/lib/ledger/schemas';
import { isForRows } from '../page-input';
import { closeMonthAction } from './actions';
import {
  adjustAction,
  approveAdjustmentAction,
  declineAdjustmentAction,
  reverseAdjustmentAction,
  reversePaymentAction,
} from './adjustment-actions';

export const ADJUSTMENT_ACTIONS: AdjustmentActions = {
  adjust: adjustAction,
  reversePayment: reversePaymentAction,
  reverseAdjustment: reverseAdjustmentAction,
  approve: approveAdjustmentAction,
  decline: declineAdjustmentAction,
};

const MONTHS = 6;
const MOST_MONTHS = 24;
const ENTRIES = 10;

function isEmpty(statement: StatementDto): boolean {
  const nothing = (amount: string) => /^-?[0.]+$/.test(amount);
  return (
    statement.status === 'open' &&
    statement.lines.length === 0 &&
    statement.usage.length === 0 &&
    nothing(statement.opening.amount)
  );
}

/** The months of a wallet, without the empty ones before its first. */
async function Statements({ ctx, id, count }: { ctx: Context; id: number; count: number }) {
  const now = monthOf(ctx.now());
  const months = monthsBack(now, count);
  const all = await Promise.all(months.map((month) => getStatement(ctx, { billingAccountId: id, month })));
  const last = all.findLastIndex((statement) => !isEmpty(statement));
  const shown = all.slice(0, Math.max(1, last + 1));
  const newestClosed = shown.find(({ status }) => status === 'closed')?.month ?? '';
  // The verb refuses a month before a closed one, and nobody should close one that still runs.
  const closable = isAdmin(ctx.actor)
    ? shown.filter(({ status, month }) => status === 'open' && month < now && month > newestClosed)
    : [];
  return <StatementTable statements={shown} closable={closable.map(({ month }) => month)} close={closeMonthAction} />;
}

/** What came in, and what was corrected by hand: the newest of each; the ledger below has all. */
async function Entries({ ctx, id }: { ctx: Context; id: number }) {
  const [payments, adjustments, t] = await Promise.all([
    listPayments(ctx, { billingAccountId: id, limit: ENTRIES }),
    listAdjustments(ctx, { billingAccountId: id, limit: ENTRIES }),
    getTranslations('billing.page'),
  ]);
  const actions = isAdmin(ctx.actor) ? ADJUSTMENT_ACTIONS : null;
  return (
    <>
      <Panel title={t('payments')} id="payments" flush description={t('newest', { count: ENTRIES })}>
        {payments.data.length === 0 ? (
          <EmptyState title={t('noPayments')}>{t('noPaymentsHint')}</EmptyState>
        ) : (
          <PaymentTable payments={payments.data} reverse={actions?.reversePayment ?? null} />
        )}
      </Panel>
      <Panel title={t('adjustments')} id="adjustments" flush description={t('newest', { count: ENTRIES })}>
        {adjustments.data.length === 0 ? (
          <EmptyState title={t('noAdjustments')}>{t('noAdjustmentsHint')}</EmptyState>
        ) : (
          <AdjustmentTable adjustments={adjustments.data} actions={actions} />
        )}
      </Panel>
    </>
  );
}

/** A wallet: its figures, its months and everything that was posted to it. */
export async function AccountView({
  ctx,
  billingAccountId,
  agent,
  path,
  search,
}: {
  ctx: Context;
  billingAccountId: number;
  agent: AgentDto | null;
  path: string;
  search: Record<string, string>;
}) {
  const [forRows, wallet, page] = await Promise.all([
    isForRows(),
    getWallet(billingAccountId),
    listTransactions(ctx, ledgerQuery.parse({ billingAccountId: String(billingAccountId), cursor: search.cursor })),
  ]);
  const count = search.months === String(MOST_MONTHS) ? MOST_MONTHS : MONTHS;
  const t = await getTranslations('billing.page');
  return (
    <>
      <WalletCards wallet={wallet} agent={agent} asOf={ctx.now().toISOString()} />
      <div className="flex flex-col gap-4">
        <Panel
          title={t('statements')}
          id="statements"
          flush
          description={t('statementsHint')}
          action={
            count === MONTHS && (
              <Link href={`${path}?months=${MOST_MONTHS}`} scroll={false} prefetch={false} className="link">
                {t('olderMonths')}
              </Link>
            )
          }
        >
          {/* Not after the rest: how many months there are is known only then, and what lies below would move. */}
          {!forRows && <Statements ctx={ctx} id={billingAccountId} count={count} />}
        </Panel>
        {!forRows && <Entries ctx={ctx} id={billingAccountId} />}
        <Panel title={t('ledger')} id="ledger" flush description={t('ledgerHint')}>
          <EndlessList
            name="ledger"
            list={search.cursor ? `${path}?cursor=${search.cursor}` : path}
            first={search.cursor ? `${path}#ledger` : null}
            next={page.nextCursor ? `${path}?${new URLSearchParams({ cursor: page.nextCursor })}#ledger` : null}
            count={page.data.length}
          >
            {page.data.length === 0 ? (
              <EmptyState title={t('nothingPosted')}>{t('nothingPostedHint')}</EmptyState>
            ) : (
              <LedgerTable transactions={page.data} billingAccountId={String(billingAccountId)} />
            )}
          </EndlessList>
        </Panel>
      </div>
    </>
  );
}
