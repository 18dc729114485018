import type { ApiRequest } from '../provider-api';
import { readDay, readId, today } from './ipweb-answers';
import type { Commit } from './ipweb-commands';
import type { IpwebWorld } from './ipweb-world';

const LATE_USAGE = { up: 1_230_000, down: 45_670_000 };

/** Adds one row to the list that a call reads, so that the total of its next page differs; nothing for other calls. */
export function addRowTo(world: IpwebWorld, request: ApiRequest, commit: Commit): void {
  if (request.path === '/open/dynamic/flowReport') addUsageRow(world, request, commit);
  else if (request.path === '/open/dynamic/myRechargeFlowList') addRecord(world, request, commit);
  else if (request.path === '/open/customer/list') addCustomer(world, request, commit);
}

/** A late row on the newest day of the asked range on which some customer had none; else of a new customer. */
function addUsageRow(world: IpwebWorld, request: ApiRequest, commit: Commit): void {
  const to = Math.min(readDay(request, 'endDate') ?? today(request), today(request));
  const from = readDay(request, 'startDate') ?? world.earliestDay;
  const only = readId(request, 'customerId');
  const candidates = world.sortedCustomers().filter((customer) => only === null || customer.id === only);
  for (let day = to; day >= from; day -= 1) {
    const customer = candidates.find((one) => world.usageOf(one, day, request.nowMs) === null);
    if (customer === undefined) continue;
    commit('usage', { customerId: customer.id, day, ...LATE_USAGE });
    return;
  }
  commit('usage', { customerId: addCustomer(world, request, commit), day: to, ...LATE_USAGE });
}

function addRecord(world: IpwebWorld, request: ApiRequest, commit: Commit): void {
  const customers = world.sortedCustomers();
  const wanted = customers.find((one) => one.userName === request.query.get('account')) ?? customers[0];
  if (wanted === undefined) return;
  const micro = request.query.get('type') === '1' ? '-1000000' : '1000000';
  commit('movement', { customerId: wanted.id, micro, orderId: null, source: 'operator' });
}

function addCustomer(world: IpwebWorld, request: ApiRequest, commit: Commit): number {
  const id = (world.sortedCustomers().at(-1)?.id ?? 1000) + 1;
  commit('customer', { id, userName: `late-${id}@load.example`, firstDay: today(request) });
  return id;
}
