import { useTranslations } from 'next-intl';
import type { AccountDto } from '@/lib/customers/schemas';
import { accountName } from '../customers/account-table';
import { AsOf } from '../ui/as-of';
import { Breakable } from '../ui/breakable';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Quantity } from '../ui/quantity';
import { StatusBadge } from '../ui/status-badge';
import { type AssignActions, AssignButton } from './assign-button';

const COLUMNS = [
  { key: 'account' },
  { key: 'residual', align: 'right', hideBelow: 'sm' },
  { key: 'read', hideBelow: 'lg' },
  { key: 'customer' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

/** The accounts of a connection, each with its customer; `actions` for those who may change that. */
export function AccountList({ accounts, actions }: { accounts: readonly AccountDto[]; actions: AssignActions | null }) {
  const t = useTranslations('connections.page');
  // The one account of a provider that tells of no others has no name of its own.
  const nameOf = (account: AccountDto) =>
    account.kind === 'pool' && account.label === null ? t('wholeAccount') : accountName(account);
  return (
    <DataTable
      caption={t('accountsOf')}
      columns={COLUMNS.map((column) => ({ ...column, label: t(`accountColumns.${column.key}`) }))}
      rows={accounts.map((account) => ({
        key: account.id,
        cells: {
          account: (
            <>
              <span className="font-medium wrap-anywhere">
                <Breakable text={nameOf(account)} />
              </span>{' '}
              {account.restricted && <StatusBadge tone="danger">{t('restricted')}</StatusBadge>}
              <span className="block font-mono text-xs text-muted wrap-anywhere">{account.externalId}</span>
            </>
          ),
          residual: <Quantity bytes={account.residualBytes} base={account.byteBase} />,
          read: <AsOf at={account.lastReadAt ?? account.residualAsOf} prefix="" />,
          customer: (
            <AssignButton
              accountId={account.id}
              accountLabel={nameOf(account)}
              customer={
                account.customerId === null
                  ? null
                  : { id: account.customerId, name: account.customerName ?? t('customer') }
              }
              actions={actions}
            />
          ),
        },
      }))}
    />
  );
}
