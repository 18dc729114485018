import { useTranslations } from 'next-intl';
import type { CustomerDto } from '@/lib/customers/schemas';
import type { ForecastDto } from '@/lib/usage/schemas';
import type { ByteBase } from '../ui/format';
import { Quantity } from '../ui/quantity';
import { StatCard, StatCards } from '../ui/stat-card';
import { useFormats } from '../ui/use-formats';
import { DaysLeftText } from './runway';

/** The four figures one is asked for on the phone. */
export function CustomerStats({
  customer,
  forecast,
  base,
  used,
  toppedUp,
}: {
  customer: CustomerDto;
  forecast: ForecastDto;
  base: ByteBase;
  used: { bytes: number; change: string | null; rangeText: string; asOf: string | null };
  toppedUp: { bytes: number; count: number };
}) {
  const t = useTranslations('customers.stats');
  const formats = useFormats();
  return (
    <div className="mb-4">
      <StatCards perRow="four">
        <StatCard label={t('residual')} asOf={customer.residualBytes === null ? null : customer.residualAsOf}>
          <Quantity bytes={customer.residualBytes} base={base} />
        </StatCard>
        <StatCard
          label={t('runsOut')}
          note={forecast.basisDays > 0 ? t('pace', { count: forecast.basisDays }) : t('noPace')}
        >
          {forecast.daysLeft === null ? (
            <span className="text-muted">–</span>
          ) : (
            <>
              <DaysLeftText daysLeft={forecast.daysLeft} />
              {forecast.date && forecast.daysLeft > 0 && (
                <span className="text-[0.8125rem] font-medium tracking-normal text-ink-soft">
                  {formats.day(forecast.date)}
                </span>
              )}
            </>
          )}
        </StatCard>
        <StatCard label={t('used', { range: used.rangeText })} change={used.change} asOf={used.asOf}>
          <Quantity bytes={used.asOf === null ? null : used.bytes} base={base} />
        </StatCard>
        <StatCard label={t('toppedUp', { range: used.rangeText })} note={t('orders', { count: toppedUp.count })}>
          <Quantity bytes={toppedUp.bytes} base={base} />
        </StatCard>
      </StatCards>
    </div>
  );
}
