import 'server-only';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import type { ChartSource } from '@/components/charts/layout';
import { type ChartRange, readRange } from '@/components/charts/range';
import { commonBase } from '@/components/ui/base-of';
import { groupDigits } from '@/components/ui/format';
import { requireContext } from '@/lib/auth';
import { listAutoTopUps } from '@/lib/auto-top-up';
import { type Context, isAdmin } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { getCustomer, listAccounts, listAgents } from '@/lib/customers';
import type { AccountDto } from '@/lib/customers/schemas';
import { listOrders } from '@/lib/orders';
import type { OrderDto } from '@/lib/orders/schemas';
import { getForecast } from '@/lib/usage';
import type { ForecastDto } from '@/lib/usage/schemas';
import { orNotFound } from '../../page-input';
import { readUsage } from '../../read-usage';

/** The customer of this page, read once for its title and its content. */
export const readCustomer = cache(async (id: number) => orNotFound(getCustomer(await requireContext(), { id })));

/** The provider's zone of a customer's accounts; of the first one where they differ. */
function zoneOf(accounts: readonly AccountDto[]): { zone: string; mixed: boolean } {
  const zones = new Set(accounts.map((account) => account.timeZone));
  return { zone: accounts[0]?.timeZone ?? 'UTC', mixed: zones.size > 1 };
}

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

/** What `readCustomerPage` reads. */
export type CustomerPageData = Awaited<ReturnType<typeof readCustomerPage>>;

/** Everything that a customer's page shows. Throws `not_found`. */
export async function readCustomerPage(ctx: Context, id: number, search: Record<string, string>) {
  const [customer, accounts, forecast, orders, agents, automatic] = await Promise.all([
    readCustomer(id),
    listAccounts(ctx, { customerId: id, limit: 100 }),
    getForecast(ctx, { customerId: id }),
    listOrders(ctx, { customerId: id, limit: 10 }),
    isAdmin(ctx.actor) ? listAgents(ctx, { limit: 500 }) : null,
    listAutoTopUps(ctx, { customerId: id }),
  ]);
  const { zone, mixed } = zoneOf(accounts.data);
  const today = dayIn(zone, ctx.now());
  const range = readRange(search, today);
  const names = new Map(accounts.data.map((account) => [account.connectionId, account.connectionName]));
  const [usage, inRange] = await Promise.all([
    readUsage(ctx, { customerId: id }, range, names),
    listOrders(ctx, {
      customerId: id,
      type: 'top_up',
      status: 'succeeded',
      from: addDays(range.from, -1),
      to: addDays(range.to, 1),
      limit: 500,
    }),
  ]);

  const t = await getTranslations('customers.one');
  const base = commonBase(accounts.data.map((account) => account.byteBase));
  const topUps = topUpsIn(inRange.data, range, zone);
  const forecasted = range.to >= today ? forecastLine(forecast, customer.residualBytes, today) : null;

  const source: ChartSource = {
    columns: usage.columns,
    base,
    gaps: usage.gaps,
    previous: usage.previous,
    markers: topUps.map(({ order, day }) => ({
      day,
      label: t('topUp', { amount: groupDigits(order.amountGb ?? '0') }),
    })),
    forecast: forecasted,
  };
  return {
    customer,
    accounts: accounts.data,
    /** To choose from, for those who may. */
    agents: (agents?.data ?? []).map(({ id: agentId, name }) => ({ id: agentId, name })),
    forecast,
    orders,
    automatic,
    today,
    range,
    zone: mixed ? (await getTranslations('usage.page'))('ownZones') : zone,
    base,
    source,
    used: { bytes: usage.usedBytes, change: usage.change, asOf: usage.asOf },
    toppedUp: { bytes: topUps.reduce((sum, { order }) => sum + (order.bytes ?? 0), 0), count: topUps.length },
  };
}
