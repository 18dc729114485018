import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { DryAccountDto } from '@/lib/overview/schemas';
import { DaysLeft } from '../customers/runway';
import { Panel } from '../ui/panel';
import { Quantity } from '../ui/quantity';

/** Accounts that run dry first, each a way to its customer; nothing where none does. */
export function DryList({ data, more }: { data: readonly DryAccountDto[]; more: boolean }) {
  const t = useTranslations('overview');
  if (data.length === 0) return null;
  return (
    <Panel
      title={t('dryTitle')}
      description={t('dryHint')}
      flush
      action={
        more && (
          <Link className="link text-[0.8125rem]" href="/customers?attention=low">
            {t('all')}
          </Link>
        )
      }
    >
      <ul>
        {data.map((account) => (
          <li key={account.accountId} className="border-t border-separator">
            <Link
              href={`/customers/${account.customerId}`}
              prefetch={false}
              className="flex items-center gap-3 px-4 py-2.5 -outline-offset-2 hover:bg-surface-secondary sm:px-5"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium" title={account.customerName}>
                  {account.customerName}
                </span>
                <span className="block truncate text-xs text-muted">{account.accountName}</span>
              </span>
              <span className="flex flex-col items-end gap-0.5 text-[0.8125rem]">
                <DaysLeft daysLeft={account.daysLeft} />
                <Quantity bytes={account.residualBytes} base={account.byteBase} className="text-xs text-muted" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
