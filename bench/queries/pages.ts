import { listAutoTopUps } from '@/lib/auto-top-up';
import { type Context, systemContext } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { getCustomer, listAccounts } from '@/lib/customers';
import { listOrders } from '@/lib/orders';
import { getOverview, listSources } from '@/lib/overview';
import { getDailyUsage, getForecast } from '@/lib/usage';
import { afresh } from './afresh';
import type { Operations, Sample } from './operations';

const ZONE = 'Asia/Shanghai';
const DAYS = 30;

type Filter = { customerId?: number };

/** A chart and the period before it. */
async function readUsage(ctx: Context, filter: Filter) {
  const to = addDays(dayIn(ZONE, ctx.now()), -1);
  const from = addDays(to, 1 - DAYS);
  return Promise.all([
    getDailyUsage(ctx, { ...filter, from, to, groupBy: 'connection' }),
    getDailyUsage(ctx, { ...filter, from: addDays(from, -DAYS), to: addDays(from, -1) }),
  ]);
}

/** What a customer's page reads: readCustomerPage, without its words. */
async function customerPage(ctx: Context, id: number) {
  await Promise.all([
    getCustomer(ctx, { id }),
    listAccounts(ctx, { customerId: id, limit: 100 }),
    getForecast(ctx, { customerId: id }),
    listOrders(ctx, { customerId: id, limit: 10 }),
    listAutoTopUps(ctx, { customerId: id }),
  ]);
  const today = dayIn(ZONE, ctx.now());
  const topUps = { customerId: id, type: 'top_up', status: 'succeeded', limit: 500 } as const;
  await Promise.all([
    readUsage(ctx, { customerId: id }),
    listOrders(ctx, { ...topUps, from: addDays(today, -DAYS), to: addDays(today, 1) }),
  ]);
}

/** What the usage page reads, told apart by customer. */
async function usagePage(ctx: Context, top: number) {
  await listSources(ctx);
  const to = addDays(dayIn(ZONE, ctx.now()), -1);
  await Promise.all([
    readUsage(ctx, {}),
    getDailyUsage(ctx, { from: addDays(to, 1 - DAYS), to, groupBy: 'customer', top }),
  ]);
}

/** An agent who looks at what is its own. */
export function agentContext(agentId: number): Context {
  const base = systemContext('bench');
  const actor = {
    kind: 'user',
    userId: 0,
    name: 'Bench',
    role: 'agent',
    agentId,
    sessionId: '',
    address: null,
  } as const;
  return { ...base, actor };
}

/** Everything that a page asks of the database, as the page asks it: the questions at once that it asks at once. */
export function addPages(operations: Operations, of: Sample, top: number): void {
  const ctx = systemContext('bench');
  const agent = agentContext(of.agentId);
  operations.set(
    'overview',
    afresh(() => getOverview(ctx, { timeZone: ZONE })),
  );
  operations.set(
    'overview of an agent',
    afresh(() => getOverview(agent, { timeZone: ZONE })),
  );
  operations.set(
    "page of a customer, its agent's view",
    afresh(() => customerPage(agent, of.customerId)),
  );
  operations.set(
    'page of a customer',
    afresh(() => customerPage(ctx, of.customerId)),
  );
  operations.set(
    'page of usage by customer',
    afresh(() => usagePage(ctx, top)),
  );
}
