import type { CustomerDto } from '@/lib/customers/schemas';
import type { ForecastDto } from '@/lib/usage/schemas';
import { type ByteBase, dayText } from '../ui/format';
import { Quantity } from '../ui/quantity';
import { StatCard } from '../ui/stat-card';
import { daysLeftText } from './runway';

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
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4 lg:gap-4">
      <StatCard label="Residual" asOf={customer.residualBytes === null ? null : customer.residualAsOf}>
        <Quantity bytes={customer.residualBytes} base={base} />
      </StatCard>
      <StatCard
        label="Runs out"
        note={
          forecast.basisDays > 0
            ? `At the pace of the last ${forecast.basisDays} final days`
            : 'Not enough final days to reckon with'
        }
      >
        {forecast.daysLeft === null ? (
          <span className="text-muted">–</span>
        ) : (
          <>
            {daysLeftText(forecast.daysLeft)}
            {forecast.date && forecast.daysLeft > 0 && (
              <span className="text-[0.8125rem] font-medium tracking-normal text-ink-soft">
                {dayText(forecast.date)}
              </span>
            )}
          </>
        )}
      </StatCard>
      <StatCard label={`Used, ${used.rangeText}`} change={used.change} asOf={used.asOf}>
        <Quantity bytes={used.bytes} base={base} />
      </StatCard>
      <StatCard
        label={`Topped up, ${used.rangeText}`}
        note={toppedUp.count === 1 ? '1 order done' : `${toppedUp.count} orders done`}
      >
        <Quantity bytes={toppedUp.bytes} base={base} />
      </StatCard>
    </div>
  );
}
