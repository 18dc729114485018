import 'server-only';
import { columnTotals, dailyColumns } from '@/components/charts/data';
import type { ChartSource } from '@/components/charts/layout';
import { type ChartRange, comparePeriods, periodBefore, readRange } from '@/components/charts/range';
import { commonBase } from '@/components/ui/base-of';
import { bytesText, formatChange, groupDigits } from '@/components/ui/format';
import type { Context } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { getCustomer, listAccounts } from '@/lib/customers';
import type { AccountDto } from '@/lib/customers/schemas';
import { listOrders } from '@/lib/orders';
import type { OrderDto } from '@/lib/orders/schemas';
import { getDailyUsage, getForecast } from '@/lib/usage';
import type { ForecastDto, UsageDailyDto } from '@/lib/usage/schemas';

/** The provider's zone of a customer's accounts; of the first one where they differ. */
function zoneOf(accounts: readonly AccountDto[]): { zone: string; mixed: boolean } {
  const zones = new Set(accounts.map((account) => account.timeZone));
  return { zone: accounts[0]?.timeZone ?? 'UTC', mixed: zones.size > 1 };
}

const points = (usage: UsageDailyDto) => usage.data.map(({ date, ...rest }) => ({ day: date, ...rest }));

function topUpsIn(orders: readonly OrderDto[], range: ChartRange, zone: string) {
  return orders
    .filter((order) => order.type === 'top_up' && order.status === 'succeeded')
    .map((order) => ({ order, day: dayIn(zone, new Date(order.settledAt ?? order.createdAt)) }))
    .filter(({ day }) => day >= range.from && day <= range.to);
}

function forecastLine(forecast: ForecastDto, residualBytes: number | null, today: string) {
  if (!forecast.date || !forecast.daysLeft || residualBytes === null || forecast.date < today) return null;
  return { dailyBytes: residualBytes / forecast.daysLeft, runOutDay: forecast.date };
}

/** Everything that a customer's page shows. Throws `not_found`. */
export async function readCustomerPage(ctx: Context, id: number, search: Record<string, string>) {
  const [customer, accounts, forecast, orders] = await Promise.all([
    getCustomer(ctx, { id }),
    listAccounts(ctx, { customerId: id, limit: 100 }),
    getForecast(ctx, { customerId: id }),
    listOrders(ctx, { customerId: id, limit: 10 }),
  ]);
  const { zone, mixed } = zoneOf(accounts.data);
  const today = dayIn(zone, ctx.now());
  const range = readRange(search, today);
  const [usage, before, inRange] = await Promise.all([
    getDailyUsage(ctx, { customerId: id, from: range.from, to: range.to }),
    getDailyUsage(ctx, { customerId: id, ...periodBefore(range) }),
    listOrders(ctx, {
      customerId: id,
      type: 'top_up',
      status: 'succeeded',
      from: addDays(range.from, -1),
      to: addDays(range.to, 1),
      limit: 500,
    }),
  ]);

  const base = commonBase(accounts.data.map((account) => account.byteBase));
  const columns = dailyColumns(points(usage), range);
  const previous = columnTotals(dailyColumns(points(before), periodBefore(range)));
  const totals = columnTotals(columns);
  const compared = comparePeriods(totals, previous, columns.provisional);
  const topUps = topUpsIn(inRange.data, range, zone);
  const used = totals.reduce((sum: number, value) => sum + (value ?? 0), 0);
  const change = formatChange(compared.now, compared.before);
  const forecasted = range.to >= today ? forecastLine(forecast, customer.residualBytes, today) : null;

  const source: ChartSource = {
    columns,
    base,
    gaps: usage.gaps.map(({ from, to }) => ({ from, to })),
    previous,
    markers: topUps.map(({ order, day }) => ({ day, label: `Top-up ${groupDigits(order.amountGb ?? '0')} GB` })),
    forecast: forecasted,
  };
  return {
    customer,
    accounts: accounts.data,
    forecast,
    orders,
    today,
    range,
    zone: mixed ? 'each provider’s own zone' : zone,
    base,
    source,
    used: { bytes: used, change: change && `${change} on the period before`, asOf: usage.asOf },
    toppedUp: { bytes: topUps.reduce((sum, { order }) => sum + (order.bytes ?? 0), 0), count: topUps.length },
    summary: `${bytesText(used, base)} used`,
  };
}
