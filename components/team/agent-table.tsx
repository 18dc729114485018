import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AgentDto } from '@/lib/customers/schemas';
import { Breakable } from '../ui/breakable';
import { DataTable, type TableColumn } from '../ui/data-table';
import { groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { EditAgentButton } from './agent-dialog';
import type { TeamActions } from './types';

const COLUMNS = [
  { key: 'agent' },
  { key: 'price', align: 'right' },
  { key: 'credit', align: 'right', hideBelow: 'md' },
  { key: 'approval', align: 'right', hideBelow: 'lg' },
  { key: 'cap', align: 'right', hideBelow: 'lg' },
  { key: 'wallet', hideBelow: 'sm' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

const EDIT = { key: 'edit', align: 'right' } as const;

function Gb({ amount }: { amount: string | null }) {
  const t = useTranslations('team.page');
  if (amount === null) return <span className="text-muted">{t('noLimit')}</span>;
  return (
    <span className="figures whitespace-nowrap">
      {groupDigits(amount)} <span className="text-[0.85em] text-muted">GB</span>
    </span>
  );
}

/** Agents with their terms. `actions` are there for those who may change them. */
export function AgentTable({ agents, actions }: { agents: readonly AgentDto[]; actions: TeamActions | null }) {
  const t = useTranslations('team.page');
  return (
    <DataTable
      caption={t('agents')}
      columns={(actions ? [...COLUMNS, EDIT] : COLUMNS).map((column) => ({
        ...column,
        label: t(`columns.${column.key}`),
      }))}
      head={(column) => (column.key === 'edit' ? <span className="sr-only">{column.label}</span> : column.label)}
      rows={agents.map((agent) => ({
        key: agent.id,
        cells: {
          agent: (
            <>
              <span className="font-medium wrap-anywhere">{agent.name}</span>
              <span className="block text-xs text-muted wrap-anywhere">
                <Breakable text={agent.email} />
              </span>
            </>
          ),
          price: <Money money={agent.pricePerGb} />,
          credit: <Money money={agent.creditLimit} />,
          approval: <Gb amount={agent.approvalAboveGb} />,
          cap: <Gb amount={agent.dailyCapGb} />,
          wallet: (
            <Link href={`/billing/${agent.billingAccountId}`} prefetch={false} className="link whitespace-nowrap">
              {t('walletIn', { currency: agent.currency })}
            </Link>
          ),
          edit: actions && <EditAgentButton agent={agent} change={actions.changeAgent} />,
        },
      }))}
    />
  );
}
