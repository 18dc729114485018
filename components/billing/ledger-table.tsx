import Link from 'next/link';
import type { LedgerTransactionDto } from '@/lib/ledger/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Money } from '../ui/money';
import { ExactTime } from '../ui/relative-time';
import { SignedMoney } from './signed-money';
import { walletChange } from './wallet-change';

const COLUMNS: readonly TableColumn[] = [
  { key: 'at', label: 'At', hideBelow: 'sm' },
  { key: 'what', label: 'What' },
  { key: 'note', label: 'Note', hideBelow: 'md' },
  { key: 'change', label: 'Change', align: 'right' },
  { key: 'balance', label: 'Balance', align: 'right' },
];

const KINDS: Record<string, string> = {
  payment: 'Payment',
  hold: 'Held for',
  release: 'Set free from',
  sale: 'Charged for',
  adjustment: 'Adjustment',
  reversal: 'Reversal',
};

function What({ transaction }: { transaction: LedgerTransactionDto }) {
  return (
    <>
      <span className="font-medium">{KINDS[transaction.kind] ?? transaction.kind}</span>{' '}
      {transaction.orderId && (
        <Link href={`/orders/${transaction.orderId}`} prefetch={false} className="link figures">
          order #{transaction.orderId}
        </Link>
      )}
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
          <span className="text-muted" title="Set aside or set free: the balance stays">
            <SignedMoney money={held} /> held
          </span>
        ) : (
          <span className="text-muted">–</span>
        ),
        balance: <Money money={transaction.balanceAfter} />,
      },
    };
  });
  return <DataTable caption="Ledger" columns={COLUMNS} rows={rows} />;
}
