import type { AgentDto } from '@/lib/customers/schemas';
import type { WalletDto } from '@/lib/ledger/schemas';
import { groupDigits } from '../ui/format';
import { StatCard } from '../ui/stat-card';

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
  const price = agent?.pricePerGb;
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4 lg:gap-4">
      <StatCard label="Available" note="With credit, without held" asOf={asOf}>
        <Figure money={wallet.available} />
      </StatCard>
      <StatCard label="Balance" note="With what is held" asOf={asOf}>
        <Figure money={wallet.balance} />
      </StatCard>
      <StatCard label="Held" note="For orders under way" asOf={asOf}>
        <Figure money={wallet.held} />
      </StatCard>
      <StatCard
        label="Credit limit"
        note={price ? `${groupDigits(price.amount)} ${price.currency} per GB` : 'No price per GB of its own'}
      >
        <Figure money={wallet.creditLimit} />
      </StatCard>
    </div>
  );
}
