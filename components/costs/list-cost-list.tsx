import { useTranslations } from 'next-intl';
import type { ListCostDto } from '@/lib/costs/schemas';
import { Money } from '../ui/money';
import { useFormats } from '../ui/use-formats';

/** A connection's list costs by their days. */
export function ListCostList({ costs }: { costs: readonly ListCostDto[] }) {
  const t = useTranslations('costs.list');
  const formats = useFormats();
  if (costs.length === 0) return <p className="text-[0.8125rem] text-muted">{t('none')}</p>;
  return (
    <ul className="flex max-h-48 flex-col gap-1 overflow-y-auto text-[0.8125rem]">
      {costs.map((cost) => (
        <li key={cost.id} className="flex justify-between gap-3">
          {cost.perGb ? <Money money={cost.perGb} /> : <span>{t('ended')}</span>}
          <span className="text-muted">{t('line', { day: formats.day(cost.validFrom.slice(0, 10)) })}</span>
        </li>
      ))}
    </ul>
  );
}
