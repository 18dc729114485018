import type { AgentDto } from '@/lib/customers/schemas';
import type { WalletDto } from '@/lib/ledger/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Money } from '../ui/money';
import { StatusBadge } from '../ui/status-badge';
import { PaymentButton } from './payment-button';
import type { RecordPayment } from './types';

const COLUMNS: readonly TableColumn[] = [
  { key: 'agent', label: 'Agent' },
  { key: 'balance', label: 'Balance', align: 'right', hideBelow: 'md' },
  { key: 'held', label: 'Held', align: 'right', hideBelow: 'lg' },
  { key: 'credit', label: 'Credit limit', align: 'right', hideBelow: 'lg' },
  { key: 'available', label: 'Available', align: 'right' },
  { key: 'price', label: 'Price per GB', align: 'right', hideBelow: 'sm' },
];

const PAY: TableColumn = { key: 'pay', label: 'Payment', align: 'right' };

/** Agents with what is in their wallets. `record` is there for those who may take payments. */
export function AgentWalletTable({
  rows,
  record,
}: {
  rows: readonly { agent: AgentDto; wallet: WalletDto }[];
  record: RecordPayment | null;
}) {
  return (
    <DataTable
      caption="Wallets of agents"
      columns={record ? [...COLUMNS, PAY] : COLUMNS}
      head={(column) => (column.key === 'pay' ? <span className="sr-only">Payment</span> : column.label)}
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
              {/^-?0*(\.0*)?$|^-/.test(wallet.available.amount) && <StatusBadge tone="warning">Used up</StatusBadge>}
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
