import type { AccountDto } from '@/lib/customers/schemas';
import { accountName } from '../customers/account-table';
import { AsOf } from '../ui/as-of';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Quantity } from '../ui/quantity';
import { StatusBadge } from '../ui/status-badge';
import { type AssignActions, AssignButton } from './assign-button';

const COLUMNS: readonly TableColumn[] = [
  { key: 'account', label: 'Account' },
  { key: 'residual', label: 'Residual', align: 'right', hideBelow: 'sm' },
  { key: 'read', label: 'Read', hideBelow: 'lg' },
  { key: 'customer', label: 'Customer' },
];

/** The accounts of a connection, each with its customer; `actions` for those who may change that. */
export function AccountList({ accounts, actions }: { accounts: readonly AccountDto[]; actions: AssignActions | null }) {
  return (
    <DataTable
      caption="Accounts of this connection"
      columns={COLUMNS}
      rows={accounts.map((account) => ({
        key: account.id,
        cells: {
          account: (
            <>
              <span className="font-medium wrap-anywhere">{accountName(account)}</span>{' '}
              {account.restricted && <StatusBadge tone="danger">Restricted</StatusBadge>}
              <span className="block font-mono text-xs text-muted wrap-anywhere">{account.externalId}</span>
            </>
          ),
          residual: <Quantity bytes={account.residualBytes} base={account.byteBase} />,
          read: <AsOf at={account.lastReadAt ?? account.residualAsOf} prefix="" />,
          customer: (
            <AssignButton
              accountId={account.id}
              accountLabel={accountName(account)}
              customer={
                account.customerId === null
                  ? null
                  : { id: account.customerId, name: account.customerName ?? 'Customer' }
              }
              actions={actions}
            />
          ),
        },
      }))}
    />
  );
}
