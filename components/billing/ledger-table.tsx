import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { LedgerTransactionDto } from '@/lib/ledger/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Money } from '../ui/money';
import { ExactTime } from '../ui/relative-time';
import { SignedMoney } from './signed-money';
import { walletChange } from './wallet-change';

const COLUMNS = [
  { key: 'at', hideBelow: 'sm' },
  { key: 'what' },
  { key: 'note', hideBelow: 'md' },
  { key: 'change', align: 'right' },
  { key: 'balance', align: 'right' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

const KINDS = ['payment', 'hold', 'release', 'sale', 'adjustment', 'reversal'] as const;

/** What was posted, with the order that it was for. */
function Kind({ transaction: { kind, orderId } }: { transaction: LedgerTransactionDto }) {
  const t = useTranslations('billing.ledger');
  const known = KINDS.find((name) => name === kind);
  if (known === undefined) return kind;
  if (orderId === null) return t(`kind.${known}`);
  return t.rich(`ofOrder.${known}`, {
    id: orderId,
    order: (text) => (
      <Link href={`/orders/${orderId}`} prefetch={false} className="link figures font-normal">
        {text}
      </Link>
    ),
  });
}

function What({ transaction }: { transaction: LedgerTransactionDto }) {
  return (
    <>
      <span className="font-medium">
        <Kind transaction={transaction} />
      </span>
      <span className="block text-xs text-muted sm:hidden">
        <ExactTime at={transaction.at} />
      </span>
    </>
  );
}

/** What was posted to a wallet, newest first, with the balance after each. */
export function LedgerTable({
  transactions,
  billingAccountId,
}: {
  transactions: readonly LedgerTransactionDto[];
  billingAccountId: string;
}) {
  const t = useTranslations('billing.ledger');
  const rows = transactions.map((transaction) => {
    const { balance, held } = walletChange(transaction, billingAccountId);
    return {
      key: transaction.id,
      cells: {
        at: (
          <span className="text-ink-soft">
            <ExactTime at={transaction.at} />
          </span>
        ),
        what: <What transaction={transaction} />,
        note: <bdi className="text-ink-soft wrap-anywhere">{transaction.note}</bdi>,
        change: balance ? (
          <SignedMoney money={balance} />
        ) : held ? (
          <span className="text-muted" title={t('heldHint')}>
            {t.rich('held', { money: () => <SignedMoney money={held} /> })}
          </span>
        ) : (
          <span className="text-muted">–</span>
        ),
        balance: <Money money={transaction.balanceAfter} />,
      },
    };
  });
  return (
    <DataTable
      caption={t('caption')}
      columns={COLUMNS.map((column) => ({ ...column, label: t(column.key) }))}
      rows={rows}
    />
  );
}
