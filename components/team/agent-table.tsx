import Link from 'next/link';
import type { AgentDto } from '@/lib/customers/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { EditAgentButton } from './agent-dialog';
import type { TeamActions } from './types';

const COLUMNS: readonly TableColumn[] = [
  { key: 'agent', label: 'Agent' },
  { key: 'price', label: 'Price per GB', align: 'right' },
  { key: 'credit', label: 'Credit limit', align: 'right', hideBelow: 'md' },
  { key: 'approval', label: 'Approval above', align: 'right', hideBelow: 'lg' },
  { key: 'cap', label: 'A day at most', align: 'right', hideBelow: 'lg' },
  { key: 'wallet', label: 'Wallet', hideBelow: 'sm' },
];

const EDIT: TableColumn = { key: 'edit', label: 'Edit', align: 'right' };

function Gb({ amount }: { amount: string | null }) {
  if (amount === null) return <span className="text-muted">No limit</span>;
  return (
    <span className="figures whitespace-nowrap">
      {groupDigits(amount)} <span className="text-[0.85em] text-muted">GB</span>
    </span>
  );
}

/** Agents with their terms. `actions` are there for those who may change them. */
export function AgentTable({ agents, actions }: { agents: readonly AgentDto[]; actions: TeamActions | null }) {
  return (
    <DataTable
      caption="Agents"
      columns={actions ? [...COLUMNS, EDIT] : COLUMNS}
      head={(column) => (column.key === 'edit' ? <span className="sr-only">Edit</span> : column.label)}
      rows={agents.map((agent) => ({
        key: agent.id,
        cells: {
          agent: (
            <>
              <span className="font-medium wrap-anywhere">{agent.name}</span>
              <span className="block text-xs text-muted wrap-anywhere">{agent.email}</span>
            </>
          ),
          price: <Money money={agent.pricePerGb} />,
          credit: <Money money={agent.creditLimit} />,
          approval: <Gb amount={agent.approvalAboveGb} />,
          cap: <Gb amount={agent.dailyCapGb} />,
          wallet: (
            <Link href={`/billing/${agent.billingAccountId}`} prefetch={false} className="link whitespace-nowrap">
              {agent.currency} wallet
            </Link>
          ),
          edit: actions && <EditAgentButton agent={agent} change={actions.changeAgent} />,
        },
      }))}
    />
  );
}
