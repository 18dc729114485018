import { useTranslations } from 'next-intl';
import type { AgentDto } from '@/lib/customers/schemas';
import type { WalletDto } from '@/lib/ledger/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Money } from '../ui/money';
import { StatusBadge } from '../ui/status-badge';
import { PaymentButton } from './payment-button';
import type { RecordPayment } from './types';

const COLUMNS = [
  { key: 'agent' },
  { key: 'balance', align: 'right', hideBelow: 'md' },
  { key: 'held', align: 'right', hideBelow: 'lg' },
  { key: 'credit', align: 'right', hideBelow: 'lg' },
  { key: 'available', align: 'right' },
  { key: 'price', align: 'right', hideBelow: 'sm' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

const PAY = { key: 'pay', align: 'right' } as const;

/** Agents with what is in their wallets. `record` is there for those who may take payments. */
export function AgentWalletTable({
  rows,
  record,
}: {
  rows: readonly { agent: AgentDto; wallet: WalletDto }[];
  record: RecordPayment | null;
}) {
  const t = useTranslations('billing.agentWallets');
  return (
    <DataTable
      caption={t('caption')}
      columns={[...COLUMNS, ...(record ? [PAY] : [])].map((column) => ({ ...column, label: t(column.key) }))}
      head={(column) => (column.key === 'pay' ? <span className="sr-only">{column.label}</span> : column.label)}
      rows={rows.map(({ agent, wallet }) => ({
        key: agent.id,
        href: `/billing/${agent.billingAccountId}`,
        cells: {
          agent: (
            <>
              {agent.name}
              <span className="block text-xs font-normal text-muted max-sm:hidden">{agent.email}</span>
            </>
          ),
          balance: <Money money={wallet.balance} />,
          held: <Money money={wallet.held} />,
          credit: <Money money={wallet.creditLimit} />,
          available: (
            <span className="inline-flex flex-wrap items-center justify-end gap-2">
              {/^-?0*(\.0*)?$|^-/.test(wallet.available.amount) && (
                <StatusBadge tone="warning">{t('usedUp')}</StatusBadge>
              )}
              <Money money={wallet.available} className="font-medium" />
            </span>
          ),
          price: <Money money={agent.pricePerGb} />,
          pay: record && (
            <PaymentButton
              small
              billingAccountId={agent.billingAccountId}
              name={agent.name}
              currency={agent.currency}
              record={record}
            />
          ),
        },
      }))}
    />
  );
}
