import { groupDigits } from '../ui/format';

/** Money that came or went, with its sign. */
export function SignedMoney({ money }: { money: { amount: string; currency: string } }) {
  const gone = money.amount.startsWith('-');
  return (
    <span className="figures whitespace-nowrap">
      {gone ? '−' : '+'}
      {groupDigits(gone ? money.amount.slice(1) : money.amount)}{' '}
      <span className="text-[0.85em] text-muted">{money.currency}</span>
    </span>
  );
}
