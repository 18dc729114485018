import { useTranslations } from 'next-intl';
import type { AgentDto } from '@/lib/customers/schemas';
import type { WalletDto } from '@/lib/ledger/schemas';
import { groupDigits } from '../ui/format';
import { StatCard, StatCards } from '../ui/stat-card';

function Figure({ money }: { money: { amount: string; currency: string } }) {
  const gone = money.amount.startsWith('-');
  return (
    <>
      <span className="figures whitespace-nowrap">
        {gone && '−'}
        {groupDigits(gone ? money.amount.slice(1) : money.amount)}
      </span>
      <span className="text-[0.8125rem] font-medium tracking-normal text-muted">{money.currency}</span>
    </>
  );
}

/** What a wallet holds, and what can still be spent from it. */
export function WalletCards({ wallet, agent, asOf }: { wallet: WalletDto; agent: AgentDto | null; asOf: string }) {
  const t = useTranslations('billing.cards');
  const price = agent?.pricePerGb;
  return (
    <div className="mb-4">
      <StatCards perRow="four">
        <StatCard label={t('available')} note={t('availableNote')} asOf={asOf}>
          <Figure money={wallet.available} />
        </StatCard>
        <StatCard label={t('balance')} note={t('balanceNote')} asOf={asOf}>
          <Figure money={wallet.balance} />
        </StatCard>
        <StatCard label={t('held')} note={t('heldNote')} asOf={asOf}>
          <Figure money={wallet.held} />
        </StatCard>
        <StatCard
          label={t('credit')}
          note={price ? t('perGb', { price: `${groupDigits(price.amount)} ${price.currency}` }) : t('noPrice')}
        >
          <Figure money={wallet.creditLimit} />
        </StatCard>
      </StatCards>
    </div>
  );
}
