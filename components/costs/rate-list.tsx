import { useTranslations } from 'next-intl';
import type { ExchangeRateDto } from '@/lib/costs/schemas';
import { useFormats } from '../ui/use-formats';

/** Exchange rates that were entered. */
export function RateList({ rates }: { rates: readonly ExchangeRateDto[] }) {
  const t = useTranslations('costs.rates');
  const formats = useFormats();
  if (rates.length === 0) return <p className="text-[0.8125rem] text-muted">{t('none')}</p>;
  return (
    <ul className="figures flex max-h-60 flex-col gap-1 overflow-y-auto text-[0.8125rem]">
      {rates.map(({ id, base, quote, rate, from }) => (
        <li key={id}>{t('line', { base, quote, rate, day: formats.day(from) })}</li>
      ))}
    </ul>
  );
}
