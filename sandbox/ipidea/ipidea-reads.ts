import { type JsonNode, object } from '../json-text';
import type { ApiAnswer, ApiRequest } from '../provider-api';
import { dayNumberAt, dayStartMs, parseDay, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import { type DayUse, totalUse } from './demand';
import { answerIpidea, failIpidea, param, positiveParam } from './ipidea-answers';
import type { IpideaWorld } from './ipidea-world';
import { flowRow, ipRow } from './order-rows';
import { type FlowOrder, type IpOrder, M_BYTES, type OrderList } from './orders';

const MAX_LIMIT = 500;

/** Whether an order is between `start_time` and `end_time`, days as `YYYY-M-D`; null where one of them is no day. */
function dayFilter(request: ApiRequest): ((order: FlowOrder | IpOrder) => boolean) | null {
  const [startText, endText] = [param(request, 'start_time'), param(request, 'end_time')];
  const start = startText === '' ? Number.NEGATIVE_INFINITY : parseDay(startText, true);
  const end = endText === '' ? Number.POSITIVE_INFINITY : parseDay(endText, true);
  if (start === null || end === null) return null;
  return (order) => {
    const day = dayNumberAt(order.createdMs, SHANGHAI_OFFSET_HOURS);
    return day >= start && day <= end;
  };
}

/** The four order lists, newest first: `per_page` comes back as the string it was sent, `current_page` as a number. */
export function orderList(world: IpideaWorld, request: ApiRequest, list: OrderList): ApiAnswer {
  const inDays = dayFilter(request);
  if (inDays === null) return failIpidea(request, '参数错误：时间格式');
  const orderId = param(request, 'order_id');
  const payStatus = param(request, 'pay_status');
  const limit = positiveParam(request, 'limit', 15, MAX_LIMIT);
  const page = positiveParam(request, 'page', 1, 1_000_000);
  const found = world
    .inList(list)
    .filter((order) => {
      const young = order.source === 'api' && order.createdMs > request.nowMs - request.recordLagMs;
      if (young && request.recordLagMs > 0) return false;
      const paid = 'ips' in order || order.paid ? '1' : '0';
      return (orderId === '' || order.orderId === orderId) && (payStatus === '' || paid === payStatus) && inDays(order);
    })
    .sort((a, b) => b.createdMs - a.createdMs || b.rechargeId - a.rechargeId);
  const rows = found.slice((page - 1) * limit, page * limit);
  const data = object(
    ['total', found.length],
    ['per_page', String(limit)],
    ['current_page', page],
    ['last_page', Math.ceil(found.length / limit)],
    ['data', rows.map((order) => ('ips' in order ? ipRow(order) : flowRow(order)))],
  );
  return answerIpidea(request, 0, 'success', data);
}

/** `balance_left`: whole M, as a number. */
export function balanceLeft(world: IpideaWorld, request: ApiRequest): ApiAnswer {
  const left = Math.floor(world.balanceAt(request.nowMs) / M_BYTES);
  return answerIpidea(request, 0, 'success', object(['balance_left', left]));
}

/** `flow_left`: whole M, as a string. */
export function flowLeft(world: IpideaWorld, request: ApiRequest): ApiAnswer {
  const left = Math.floor((world.balanceAt(request.nowMs) + world.mobileBytes()) / M_BYTES);
  return answerIpidea(request, 0, 'success', object(['flow_left', String(left)]));
}

function dayRow(world: IpideaWorld, day: number, use: DayUse, nowMs: number): JsonNode {
  const endMs = Math.min(dayStartMs(day + 1, SHANGHAI_OFFSET_HOURS) - 1, nowMs);
  return object(
    ['balance', Math.floor(world.balanceAt(endMs) / M_BYTES)],
    ['day', dayStartMs(day, SHANGHAI_OFFSET_HOURS) / 1000],
    ['isp_flow_use', use.isp],
    ['isp_use', String(Math.floor(use.isp / M_BYTES))],
    ['residential_flow_use', use.residential],
    ['residential_use', String(Math.floor(use.residential / M_BYTES))],
    ['static_flow_use', use.static],
    ['static_use', String(Math.floor(use.static / M_BYTES))],
    ['total_use_balance', String(Math.floor(totalUse(use) / M_BYTES))],
    ['total_use_flow', totalUse(use)],
    ['static_order_user', 0],
    ['static_house_orderUse', '0'],
  );
}

/** `balance_use_record`: by day, oldest first; the range is in unix seconds here. */
export function balanceUseRecord(world: IpideaWorld, request: ApiRequest): ApiAnswer {
  const nowSeconds = Math.floor(request.nowMs / 1000);
  const [startText, endText] = [param(request, 'start_time'), param(request, 'end_time')];
  if (!/^\d{0,11}$/.test(startText) || !/^\d{0,11}$/.test(endText)) return failIpidea(request, '参数错误：时间格式');
  const end = Math.min(endText === '' ? nowSeconds : Number(endText), nowSeconds);
  const start = startText === '' ? end - 30 * 86_400 : Number(startText);
  const first = Math.max(dayNumberAt(start * 1000, SHANGHAI_OFFSET_HOURS), world.base.firstDay);
  const last = dayNumberAt(end * 1000, SHANGHAI_OFFSET_HOURS);
  const rows: JsonNode[] = [];
  for (let day = first; day <= last; day += 1) {
    const use = world.trafficOf(day, request.nowMs);
    if (use !== null && dayStartMs(day, SHANGHAI_OFFSET_HOURS) >= start * 1000) {
      rows.push(dayRow(world, day, use, request.nowMs));
    }
  }
  return answerIpidea(request, 0, 'success', rows);
}
