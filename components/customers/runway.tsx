import { useTranslations } from 'next-intl';
import { StatusBadge } from '../ui/status-badge';

/** How long a residual lasts at the present pace: the figure that is shown, and its unit. */
export function roundedRunway(daysLeft: number): { unit: 'usedUp' | 'hours' | 'days' | 'many'; count: number } {
  if (daysLeft <= 0) return { unit: 'usedUp', count: 0 };
  if (daysLeft < 1) return { unit: 'hours', count: Math.max(1, Math.round(daysLeft * 24)) };
  if (daysLeft > 999) return { unit: 'many', count: 999 };
  return { unit: 'days', count: daysLeft < 10 ? Math.round(daysLeft * 10) / 10 : Math.round(daysLeft) };
}

/** The same in words short enough for a table. */
export function DaysLeftText({ daysLeft }: { daysLeft: number }) {
  const t = useTranslations('customers.runway');
  const { unit, count } = roundedRunway(daysLeft);
  return unit === 'hours' || unit === 'days' ? t(unit, { count }) : t(unit);
}

/** The same, standing out when somebody should act. */
export function DaysLeft({ daysLeft }: { daysLeft: number | null }) {
  const t = useTranslations('customers.runway');
  if (daysLeft === null) {
    return (
      <span className="text-muted" title={t('unknown')}>
        –
      </span>
    );
  }
  const text = <DaysLeftText daysLeft={daysLeft} />;
  if (daysLeft <= 0) return <StatusBadge tone="danger">{text}</StatusBadge>;
  if (daysLeft < 3) return <StatusBadge tone="warning">{text}</StatusBadge>;
  return <span className="figures whitespace-nowrap">{text}</span>;
}
