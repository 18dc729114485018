import { useTranslations } from 'next-intl';
import type { AccountDto } from '@/lib/customers/schemas';
import { AsOf } from '../ui/as-of';
import { Breakable } from '../ui/breakable';
import { DataTable, type TableColumn } from '../ui/data-table';
import type { Outcome } from '../ui/outcome';
import { Quantity } from '../ui/quantity';
import { StatusBadge } from '../ui/status-badge';
import { useFormats } from '../ui/use-formats';
import { RefreshButton } from './refresh-button';
import { DaysLeft } from './runway';

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
  const t = useTranslations('customers.accounts');
  const formats = useFormats();
  const columns: readonly TableColumn[] = [
    { key: 'account', label: t('account') },
    { key: 'residual', label: t('residual'), align: 'right' },
    { key: 'left', label: t('left'), align: 'right' },
    { key: 'last', label: t('last'), align: 'right', hideBelow: 'sm' },
  ];
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={accounts.map((account) => ({
        key: account.id,
        cells: {
          account: (
            <>
              <span className="font-medium wrap-anywhere">
                <Breakable text={accountName(account)} />
              </span>{' '}
              {account.restricted && <StatusBadge tone="danger">{t('restricted')}</StatusBadge>}
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
              {account.lastUsageDay ? formats.dayOfYear(account.lastUsageDay) : '–'}
            </span>
          ),
        },
      }))}
    />
  );
}
