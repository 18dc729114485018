import { useTranslations } from 'next-intl';
import { StatusBadge } from '../ui/status-badge';
import { roundedRunway } from './rounded-runway';

/** How long a residual lasts at the present pace, in words short enough for a table. */
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
