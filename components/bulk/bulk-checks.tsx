import { useTranslations } from 'next-intl';
import type { BulkDto } from '@/lib/bulk/schemas';
import { AsOf } from '../ui/as-of';
import { groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { Notice } from '../ui/notice';

type Wallet = NonNullable<BulkDto['checks']>['wallets'][number];

function WalletSum({ wallet }: { wallet: Wallet }) {
  const t = useTranslations('bulk.checks');
  return t.rich('wallet', {
    name: wallet.name,
    available: () => <Money money={wallet.available} />,
    total: () => <Money money={wallet.total} />,
  });
}

/** What pays for the rows, and what the day still allows, as of the check. What does not suffice stands out. */
export function BulkChecks({ bulk: { checks, createdAt } }: { bulk: BulkDto }) {
  const t = useTranslations('bulk.checks');
  if (!checks) return null;
  const { wallets, dailyLimit } = checks;
  const day =
    dailyLimit &&
    t('day', {
      limit: groupDigits(dailyLimit.limitGb),
      ordered: groupDigits(dailyLimit.orderedGb),
      rows: groupDigits(dailyLimit.rowsGb),
    });
  const fine = wallets.filter(({ enough }) => enough);
  return (
    <>
      {wallets
        .filter(({ enough }) => !enough)
        .map((wallet) => (
          <Notice key={wallet.name} tone="danger" title={t('noMoney')}>
            <WalletSum wallet={wallet} /> <AsOf at={createdAt} />
          </Notice>
        ))}
      {dailyLimit?.enough === false && (
        <Notice tone="danger" title={t('tooMuch')}>
          {day} <AsOf at={createdAt} />
        </Notice>
      )}
      {(fine.length > 0 || dailyLimit?.enough) && (
        <ul className="flex flex-col gap-1 text-[0.8125rem] text-ink-soft">
          {fine.map((wallet) => (
            <li key={wallet.name}>
              <WalletSum wallet={wallet} /> <AsOf at={createdAt} />
            </li>
          ))}
          {dailyLimit?.enough && (
            <li>
              {day} <AsOf at={createdAt} />
            </li>
          )}
        </ul>
      )}
    </>
  );
}
