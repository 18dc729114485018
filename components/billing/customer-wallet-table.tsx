import { useTranslations } from 'next-intl';
import type { BillingAccountDto } from '@/lib/billing/account-schemas';
import { DataTable } from '../ui/data-table';
import { Money } from '../ui/money';

/** Wallets of customers that pay for themselves. */
export function CustomerWalletTable({ accounts }: { accounts: readonly BillingAccountDto[] }) {
  const t = useTranslations('billing.wallets');
  return (
    <DataTable
      caption={t('caption')}
      columns={[
        { key: 'customer', label: t('customer') },
        { key: 'balance', label: t('balance'), align: 'right', hideBelow: 'md' },
        { key: 'held', label: t('held'), align: 'right', hideBelow: 'lg' },
        { key: 'credit', label: t('credit'), align: 'right', hideBelow: 'lg' },
        { key: 'available', label: t('available'), align: 'right' },
      ]}
      rows={accounts.map(({ id, name, wallet }) => ({
        key: id,
        href: `/billing/${id}`,
        cells: {
          customer: <bdi>{name}</bdi>,
          balance: <Money money={wallet.balance} />,
          held: <Money money={wallet.held} />,
          credit: <Money money={wallet.creditLimit} />,
          available: <Money money={wallet.available} className="font-medium" />,
        },
      }))}
    />
  );
}
