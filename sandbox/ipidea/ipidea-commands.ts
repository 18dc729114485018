import { object } from '../json-text';
import type { ApiAnswer, ApiRequest } from '../provider-api';
import { DAY_MS } from '../zone-days';
import { answerIpidea, failIpidea, param } from './ipidea-answers';
import type { IpideaWorld } from './ipidea-world';
import { addressOf, durations, type IpOrder, listOf, M_BYTES, makeOrderId, type Product, poolTags } from './orders';

const MAX_IPS = 500;

type Commit = (order: IpOrder) => void;

/** What an opening and a renewal have in common, or the text that refuses it. */
function readTerm(request: ApiRequest, product: Product): { duration: string; days: number; priceM: number } | string {
  const duration = param(request, 'duration');
  const term = durations[product].get(duration);
  return term === undefined ? '参数错误：duration' : { duration, ...term };
}

function place(world: IpideaWorld, request: ApiRequest, order: Omit<IpOrder, 'rechargeId' | 'orderId'>): IpOrder {
  const rechargeId = world.nextRechargeId();
  return { ...order, rechargeId, orderId: makeOrderId(request.nowMs, order.list, rechargeId) };
}

function accept(request: ApiRequest, order: IpOrder): ApiAnswer {
  const answer = answerIpidea(request, 0, '添加成功!', object(['order_id', order.orderId]));
  return { ...answer, applied: true, subject: order.orderId };
}

/** `isp_ip_open` and `static_ip_open`: spends the balance at once; the same call twice opens twice. */
export function openIps(world: IpideaWorld, request: ApiRequest, product: Product, commit: Commit): ApiAnswer {
  const region = param(request, 'region') || (product === 'static' ? 'hk' : '');
  const count = param(request, 'num') || (product === 'static' ? '1' : '');
  const poolTag = param(request, 'pool_tag');
  const term = readTerm(request, product);
  if (typeof term === 'string') return failIpidea(request, term);
  if (!/^[a-z]{2}$/i.test(region)) return failIpidea(request, '参数错误：region');
  if (!/^\d{1,4}$/.test(count) || Number(count) < 1 || Number(count) > MAX_IPS) {
    return failIpidea(request, '参数错误：num');
  }
  if (poolTag !== '' && !poolTags.includes(poolTag)) return failIpidea(request, '参数错误：pool_tag');
  if (region.toLowerCase() === 'zz') return failIpidea(request, '库存不足');
  const costM = Number(count) * term.priceM;
  if (world.balanceAt(request.nowMs) < costM * M_BYTES) return failIpidea(request, '余额不足');
  const first = world.openedCount(product);
  const order = place(world, request, {
    list: listOf(product),
    kind: 'open',
    createdMs: request.nowMs,
    mark: param(request, 'remark') || null,
    source: 'api',
    region: region.toLowerCase(),
    duration: term.duration,
    poolTag: poolTag || null,
    ips: Array.from({ length: Number(count) }, (_, index) => addressOf(product, first + index)),
    expiresMs: request.nowMs + term.days * DAY_MS,
    costM,
  });
  commit(order);
  return accept(request, order);
}

/** `isp_ip_renew` and `static_ip_renew`: own addresses of this product only. */
export function renewIps(world: IpideaWorld, request: ApiRequest, product: Product, commit: Commit): ApiAnswer {
  const term = readTerm(request, product);
  if (typeof term === 'string') return failIpidea(request, term);
  const ips = [...new Set(param(request, 'renew_ip_list').split(','))].map((ip) => ip.trim()).filter((ip) => ip !== '');
  if (ips.length === 0 || ips.length > MAX_IPS) return failIpidea(request, '参数错误：renew_ip_list');
  const ends = ips.map((ip) => world.expiryOf(product, ip));
  const missing = ips.find((_, index) => ends[index] === null);
  if (missing !== undefined) return failIpidea(request, `IP不存在：${missing}`);
  const costM = ips.length * term.priceM;
  if (world.balanceAt(request.nowMs) < costM * M_BYTES) return failIpidea(request, '余额不足');
  const latest = Math.max(request.nowMs, ...ends.map((end) => end ?? 0));
  const order = place(world, request, {
    list: listOf(product),
    kind: 'renew',
    createdMs: request.nowMs,
    mark: param(request, 'remark') || null,
    source: 'api',
    region: 'hk',
    duration: term.duration,
    poolTag: null,
    ips,
    expiresMs: latest + term.days * DAY_MS,
    costM,
  });
  commit(order);
  return accept(request, order);
}
