import { groupDigits } from './format';

/** An amount of money with its currency's code, digits as they came. */
export function Money({
  money,
  className,
}: {
  money: { amount: string; currency: string } | null | undefined;
  className?: string;
}) {
  if (!money) return <span className="text-muted">–</span>;
  return (
    <span className={`figures whitespace-nowrap ${className ?? ''}`}>
      {groupDigits(money.amount)} <span className="text-[0.85em] text-muted">{money.currency}</span>
    </span>
  );
}
