import { useTranslations } from 'next-intl';
import type { RequestBudgetDto } from '@/lib/connections/schemas';
import { Progress } from '../ui/progress';

/** How much of this minute's requests is used, by everybody together. */
export function BudgetMeter({ budget }: { budget: RequestBudgetDto }) {
  const t = useTranslations('connections.page');
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap justify-between gap-x-3 text-[0.8125rem]">
        <span className="text-muted">{t('requestsMinute')}</span>
        <span className="figures">{t('budgetUsed', { used: budget.used, limit: budget.perMinute })}</span>
      </p>
      <Progress label={t('requestsUsed')} done={budget.used} total={budget.perMinute} />
    </div>
  );
}
