import type { AccountDto } from '@/lib/customers/schemas';
import { AsOf } from '../ui/as-of';
import { DataTable, type TableColumn } from '../ui/data-table';
import { dayText } from '../ui/format';
import type { Outcome } from '../ui/outcome';
import { Quantity } from '../ui/quantity';
import { StatusBadge } from '../ui/status-badge';
import { RefreshButton } from './refresh-button';
import { DaysLeft } from './runway';

const COLUMNS: readonly TableColumn[] = [
  { key: 'account', label: 'Account' },
  { key: 'residual', label: 'Residual', align: 'right' },
  { key: 'left', label: 'Lasts', align: 'right' },
  { key: 'last', label: 'Last usage', align: 'right', hideBelow: 'sm' },
];

/** What an account is called: our label, else the provider's name, else its id. */
export function accountName(account: Pick<AccountDto, 'label' | 'externalName' | 'externalId'>): string {
  return account.label ?? account.externalName ?? account.externalId;
}

/** The upstream accounts of a customer. */
export function AccountTable({
  accounts,
  refresh,
}: {
  accounts: readonly AccountDto[];
  /** Reads one of them anew, for those who may. */
  refresh: ((accountId: string) => Promise<Outcome<unknown>>) | null;
}) {
  return (
    <DataTable
      caption="Accounts"
      columns={COLUMNS}
      rows={accounts.map((account) => ({
        key: account.id,
        cells: {
          account: (
            <>
              <span className="font-medium wrap-anywhere">{accountName(account)}</span>{' '}
              {account.restricted && <StatusBadge tone="danger">Restricted</StatusBadge>}
              <span className="flex items-center gap-1 text-xs text-muted">
                <span className="wrap-anywhere">
                  <span className="font-mono">{account.externalId}</span> · {account.connectionName}
                </span>
                {refresh && <RefreshButton accountId={account.id} label={accountName(account)} refresh={refresh} />}
              </span>
            </>
          ),
          residual: (
            <>
              <Quantity bytes={account.residualBytes} base={account.byteBase} />
              <span className="block">
                {account.residualBytes !== null && <AsOf at={account.residualAsOf} prefix="" />}
              </span>
            </>
          ),
          left: <DaysLeft daysLeft={account.daysLeft} />,
          last: (
            <span className="figures whitespace-nowrap text-ink-soft">
              {account.lastUsageDay ? dayText(account.lastUsageDay, false) : '–'}
            </span>
          ),
        },
      }))}
    />
  );
}
