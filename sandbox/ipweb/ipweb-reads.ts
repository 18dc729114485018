import { type JsonNode, object, raw } from '../json-text';
import type { ApiAnswer, ApiRequest } from '../provider-api';
import { dayNumberAt, dayText, SHANGHAI_OFFSET_HOURS, stampText } from '../zone-days';
import type { Customer, Usage } from './customer-demand';
import { answerRead, dayRange, readDay, readId, readPage } from './ipweb-answers';
import type { IpwebWorld } from './ipweb-world';
import { type Movement, mbText } from './movements';

const MAX_REPORT_PAGE = 2000;
const MAX_LIST_PAGE = 1000;
const OPERATOR_ID = 98765;

/** Whether the `type` filter of the recharge list is leaky, as the provider's own sample is. */
type TypeFilter = 'leaky' | 'strict';

function usageRow(customer: Customer, day: number, usage: Usage): JsonNode {
  return object(
    ['reportDate', dayText(day)],
    ['customerId', customer.id],
    ['userName', customer.userName],
    ['uploadFlow', raw(mbText(BigInt(usage.up), 1))],
    ['downloadFlow', raw(mbText(BigInt(usage.down), 1))],
  );
}

/** Seed endpoint 3: newest day first, days without traffic left out. */
export function flowReport(world: IpwebWorld, request: ApiRequest): ApiAnswer {
  const page = readPage(request, 100, MAX_REPORT_PAGE);
  const only = readId(request, 'customerId');
  const { from, to } = dayRange(world, request);
  const rows: JsonNode[] = [];
  let total = 0;
  for (let day = to; day >= from; day -= 1) {
    const found = only === null ? world.dayRows(day, request.nowMs).rows : oneCustomer(world, only, day, request.nowMs);
    const begin = Math.max(0, page.skip - total);
    const wanted = page.size - rows.length;
    for (const { customer, usage } of found.slice(begin, begin + wanted)) rows.push(usageRow(customer, day, usage));
    total += found.length;
  }
  return answerRead(
    '操作成功',
    object(['total', total], ['rows', rows], ['code', 200], ['msg', '查询成功'], ['other', null]),
  );
}

function oneCustomer(world: IpwebWorld, id: number, day: number, nowMs: number) {
  const customer = world.customers.get(id);
  const usage = customer === undefined ? null : world.usageOf(customer, day, nowMs);
  return customer === undefined || usage === null ? [] : [{ customer, usage }];
}

function recordRow(
  customerId: number,
  account: string,
  micro: bigint,
  by: { id: number; name: string },
  atMs: number,
): JsonNode {
  return object(
    ['customerId', customerId],
    ['account', account],
    ['flowCount', raw(mbText(micro, 1))],
    ['typeDesc', micro < 0n ? '消耗' : '充值'],
    ['createId', by.id],
    ['createBy', by.name],
    ['createTime', stampText(atMs, SHANGHAI_OFFSET_HOURS)],
  );
}

function listRecords(request: ApiRequest, rows: JsonNode[]): ApiAnswer {
  const page = readPage(request, 10, MAX_LIST_PAGE);
  const shown = rows.slice(page.skip, page.skip + page.size);
  const data = object(['total', rows.length], ['rows', shown], ['code', 200], ['msg', '查询成功']);
  return answerRead('查询成功', data, 'code');
}

function inDays(request: ApiRequest, atMs: number): boolean {
  const day = dayNumberAt(atMs, SHANGHAI_OFFSET_HOURS);
  const from = readDay(request, 'startDate');
  const to = readDay(request, 'endDate');
  return (from === null || day >= from) && (to === null || day <= to);
}

/** In the leaky mode every second deduction also answers to `type=0`, with its negative count. */
function ofType(movement: Movement, type: number, filter: TypeFilter): boolean {
  if (type === 1) return movement.micro < 0n;
  return movement.micro > 0n || (filter === 'leaky' && movement.seq % 2 === 0);
}

/** Seed endpoint 1: no ids, newest first; identical lines are legitimate. */
export function myRechargeFlowList(world: IpwebWorld, request: ApiRequest, filter: TypeFilter): ApiAnswer {
  const type = readId(request, 'type') ?? 0;
  const account = request.query.get('account') ?? '';
  const visible = world.movements.filter((movement) => {
    const young = movement.source !== 'history' && movement.atMs > request.nowMs - request.recordLagMs;
    if (young && request.recordLagMs > 0) return false;
    const name = world.customers.get(movement.customerId)?.userName ?? '';
    return (account === '' || name === account) && ofType(movement, type, filter) && inDays(request, movement.atMs);
  });
  visible.sort((a, b) => b.atMs - a.atMs || b.seq - a.seq);
  const rows = visible.map((movement) => {
    const name = world.customers.get(movement.customerId)?.userName ?? '';
    const by = { id: OPERATOR_ID, name: movement.source === 'operator' ? 'console@reseller.example' : 'admin' };
    return recordRow(movement.customerId, name, movement.micro, by, movement.atMs);
  });
  return listRecords(request, rows);
}

/** Seed endpoint 2: what the vendor credited to the agent; `account` filters the source. */
export function rechargeFlowListForMe(world: IpwebWorld, request: ApiRequest): ApiAnswer {
  const source = { id: 54321, name: 'vendor@ipweb.example' };
  const account = request.query.get('account') ?? '';
  const shown = world.base.credits.filter(
    (credit) => (account === '' || account === source.name) && inDays(request, credit.atMs),
  );
  const rows = [...shown]
    .reverse()
    .map((credit) => recordRow(12347, 'agent@reseller.example', credit.micro, source, credit.atMs));
  return listRecords(request, rows);
}

/** `/open/customer/list`: `trafficCount` is in MB here, in GB elsewhere. */
export function customerList(world: IpwebWorld, request: ApiRequest): ApiAnswer {
  const page = readPage(request, 10, MAX_LIST_PAGE);
  const wanted = (request.query.get('userName') ?? '').toLowerCase();
  const found = world.sortedCustomers().filter((customer) => customer.userName.toLowerCase().includes(wanted));
  const rows = found
    .slice(page.skip, page.skip + page.size)
    .map((customer) =>
      object(
        ['customerId', customer.id],
        ['userName', customer.userName],
        ['trafficCount', raw(mbText(world.recharged(customer.id), 1))],
        ['residualFlow', raw(mbText(world.residual(customer, request.nowMs), 1))],
      ),
    );
  const data = object(['total', found.length], ['rows', rows], ['code', 200], ['msg', '查询成功']);
  return answerRead('查询成功', data);
}
