import { listAutoTopUps } from '@/lib/auto-top-up';
import type { Context } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { getCustomer, listAccounts } from '@/lib/customers';
import { listOrders } from '@/lib/orders';
import { getOverview, listSources } from '@/lib/overview';
import { getDailyUsage, getForecast } from '@/lib/usage';
import { ctx } from '../machine/installation';
import { afresh } from './afresh';
import type { Operations, Sample } from './operations';

const ZONE = 'Asia/Shanghai';
const DAYS = 30;

type Filter = { customerId?: number };

/** A chart and the period before it. */
async function readUsage(by: Context, filter: Filter) {
  const to = addDays(dayIn(ZONE, by.now()), -1);
  const from = addDays(to, 1 - DAYS);
  return Promise.all([
    getDailyUsage(by, { ...filter, from, to, groupBy: 'connection' }),
    getDailyUsage(by, { ...filter, from: addDays(from, -DAYS), to: addDays(from, -1) }),
  ]);
}

/** What a customer's page reads: readCustomerPage, without its words. */
async function customerPage(by: Context, id: number) {
  await Promise.all([
    getCustomer(by, { id }),
    listAccounts(by, { customerId: id, limit: 100 }),
    getForecast(by, { customerId: id }),
    listOrders(by, { customerId: id, limit: 10 }),
    listAutoTopUps(by, { customerId: id }),
  ]);
  const today = dayIn(ZONE, by.now());
  const topUps = { customerId: id, type: 'top_up', status: 'succeeded', limit: 500 } as const;
  await Promise.all([
    readUsage(by, { customerId: id }),
    listOrders(by, { ...topUps, from: addDays(today, -DAYS), to: addDays(today, 1) }),
  ]);
}

/** What the usage page reads, told apart by customer. */
async function usagePage(by: Context, top: number) {
  await listSources(by);
  const to = addDays(dayIn(ZONE, by.now()), -1);
  await Promise.all([
    readUsage(by, {}),
    getDailyUsage(by, { from: addDays(to, 1 - DAYS), to, groupBy: 'customer', top }),
  ]);
}

/** An agent who looks at what is its own. */
export function agentContext(agentId: number): Context {
  const actor = {
    kind: 'user',
    userId: 0,
    name: 'Bench',
    role: 'agent',
    agentId,
    sessionId: '',
    address: null,
  } as const;
  return { ...ctx, actor };
}

/** Everything that a page asks of the database, in the page's own order: at once what it asks at once. */
export function addPages(operations: Operations, of: Sample, top: number): void {
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
