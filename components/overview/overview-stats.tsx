import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { WalletDto } from '@/lib/ledger/schemas';
import type { ByteBase } from '../ui/format';
import { Money } from '../ui/money';
import { Quantity } from '../ui/quantity';
import { StatCard } from '../ui/stat-card';

export type PoolFigure = {
  key: string;
  label: string;
  residualBytes: number;
  rechargedBytes: number | null;
  base: ByteBase;
  asOf: string;
};

/** What is left at the providers or in the wallet, and what was used. */
export function OverviewStats({
  pools,
  wallet,
  used,
  base,
}: {
  pools: readonly PoolFigure[];
  wallet: WalletDto | null;
  used: { bytes: number; change: string | null; asOf: string | null };
  base: ByteBase;
}) {
  const t = useTranslations('overview');
  const cards: ReactNode[] = pools.map((pool) => (
    <StatCard
      key={pool.key}
      label={pool.label}
      asOf={pool.asOf}
      note={
        pool.rechargedBytes !== null &&
        t.rich('bought', { figure: () => <Quantity bytes={pool.rechargedBytes} base={pool.base} /> })
      }
    >
      <Quantity bytes={pool.residualBytes} base={pool.base} />
    </StatCard>
  ));
  if (wallet) {
    cards.push(
      <StatCard
        key="wallet"
        label={t('toSpend')}
        note={t.rich('walletCredit', {
          wallet: () => <Money money={wallet.balance} />,
          credit: () => <Money money={wallet.creditLimit} />,
        })}
      >
        <Money money={wallet.available} />
      </StatCard>,
    );
  }
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none lg:gap-4">
      {cards}
      <StatCard label={t('used30')} change={used.change} asOf={used.asOf}>
        <Quantity bytes={used.bytes} base={base} />
      </StatCard>
    </div>
  );
}
