import { StatusBadge } from '../ui/status-badge';

/** How long a residual lasts at the present pace, in words short enough for a table. */
export function daysLeftText(daysLeft: number): string {
  if (daysLeft <= 0) return 'Used up';
  if (daysLeft < 1) return `${Math.max(1, Math.round(daysLeft * 24))} h`;
  if (daysLeft > 999) return '> 999 days';
  const days = daysLeft < 10 ? Math.round(daysLeft * 10) / 10 : Math.round(daysLeft);
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** The same, standing out when somebody should act. */
export function DaysLeft({ daysLeft }: { daysLeft: number | null }) {
  if (daysLeft === null) {
    return (
      <span className="text-muted" title="No residual or no recent usage to reckon with">
        –
      </span>
    );
  }
  if (daysLeft <= 0) return <StatusBadge tone="danger">Used up</StatusBadge>;
  if (daysLeft < 3) return <StatusBadge tone="warning">{daysLeftText(daysLeft)}</StatusBadge>;
  return <span className="figures whitespace-nowrap">{daysLeftText(daysLeft)}</span>;
}
