import { IPIDEA_APPKEY, IPIDEA_UID } from '../credentials';
import type { Journal, JournalEntry, JsonValue } from '../journal';
import { object } from '../json-text';
import type { ApiAnswer, ApiRequest, EffectFilter, ProviderApi } from '../provider-api';
import type { Settings } from '../settings';
import { DAY_MS } from '../zone-days';
import type { IpideaBase } from './base-world';
import { failIpidea } from './ipidea-answers';
import { openIps, renewIps } from './ipidea-commands';
import { balanceLeft, balanceUseRecord, flowLeft, orderList } from './ipidea-reads';
import { IpideaWorld } from './ipidea-world';
import { addressOf, type IpOrder, makeOrderId, type OrderList } from './orders';

/** IPIDEA: the eight order endpoints of the seed and three of the balance page. */
export class IpideaApi implements ProviderApi {
  readonly name = 'ipidea';
  readonly secretFields = ['appkey'];
  readonly #journal: Journal;
  readonly #settings: Settings;
  readonly world: IpideaWorld;

  constructor(journal: Journal, settings: Settings, base: IpideaBase) {
    this.#journal = journal;
    this.#settings = settings;
    this.world = new IpideaWorld(base);
  }

  handle(request: ApiRequest): ApiAnswer {
    if (request.method !== 'POST') return failIpidea(request, '请求方式错误');
    const place = this.#settings.current.ipidea.credentialsIn;
    const given = (name: string) =>
      (place === 'query' ? null : request.form?.get(name)) ?? (place === 'form' ? null : request.query.get(name));
    if (given('uid') !== IPIDEA_UID || given('appkey') !== IPIDEA_APPKEY) return this.expiredToken(request);
    return this.#route(request);
  }

  #route(request: ApiRequest): ApiAnswer {
    const commit = (order: IpOrder) => this.#commit(order, request.nowMs);
    switch (request.path) {
      case '/api/open/isp_ip_open':
        return openIps(this.world, request, 'isp', commit);
      case '/api/open/static_ip_open':
        return openIps(this.world, request, 'static', commit);
      case '/api/open/isp_ip_renew':
        return renewIps(this.world, request, 'isp', commit);
      case '/api/open/static_ip_renew':
        return renewIps(this.world, request, 'static', commit);
      case '/api/open/balance_left':
        return balanceLeft(this.world, request);
      case '/api/open/flow_left':
        return flowLeft(this.world, request);
      case '/api/open/balance_use_record':
        return balanceUseRecord(this.world, request);
      default: {
        const list = listOfPath(request.path);
        if (list !== null) return orderList(this.world, request, list);
        const body = object(['error', 'Not Found'], ['path', request.path]);
        return { httpStatus: 404, body, applied: false, code: '404', subject: null };
      }
    }
  }

  effects(filter: EffectFilter): object[] {
    return this.world.orders
      .filter((order) => filter.history || order.source !== 'history')
      .filter((order) => filter.subject === null || order.orderId === filter.subject)
      .map((order) => ({
        at: new Date(order.createdMs).toISOString(),
        kind: 'ips' in order ? `ip_${order.kind}` : 'flow_order',
        list: order.list,
        orderId: order.orderId,
        remark: order.mark,
        source: order.source,
        ...('ips' in order
          ? {
              region: order.region,
              duration: order.duration,
              poolTag: order.poolTag,
              ips: order.ips,
              costM: order.costM,
            }
          : { coinM: order.coin, paid: order.paid }),
      }));
  }

  refusal(request: ApiRequest): ApiAnswer {
    return failIpidea(request, '余额不足');
  }

  expiredToken(request: ApiRequest): ApiAnswer {
    return failIpidea(request, 'appkey错误');
  }

  moveTotal(request: ApiRequest): void {
    const list = listOfPath(request.path);
    const rechargeId = this.world.nextRechargeId();
    const head = { rechargeId, createdMs: request.nowMs, mark: null, source: 'operator' as const };
    if (list === 'isp' || list === 'datacenter') {
      const product = list === 'isp' ? 'isp' : 'static';
      const duration = product === 'isp' ? 'weekly' : 'week';
      const ips = [addressOf(product, this.world.openedCount(product))];
      const expiresMs = request.nowMs + 7 * DAY_MS;
      const orderId = makeOrderId(request.nowMs, list, rechargeId);
      const rest = { kind: 'open' as const, region: 'us', duration, poolTag: null, ips, expiresMs, costM: 0 };
      this.#commit({ ...head, list, orderId, ...rest }, request.nowMs);
    } else if (list !== null) {
      const orderId = makeOrderId(request.nowMs, list, rechargeId);
      const oldBalance = this.world.balanceAt(request.nowMs);
      const order = { ...head, list, orderId, paid: false, coin: 1000, fen: 1200, oldBalance, oldAllBuy: oldBalance };
      this.#commit(order, request.nowMs);
    }
  }

  #commit(order: IpideaBase['orders'][number], atMs: number): void {
    // An order is a flat record of texts, numbers, nulls and one list of texts: JSON already.
    const entry: JournalEntry = { owner: 'ipidea', type: 'order', at: atMs, order: { ...order } as JsonValue };
    this.#journal.append(entry);
    this.world.add(order);
  }

  apply(entry: JournalEntry): void {
    if (entry.type !== 'order') throw new Error(`The journal has an IPIDEA entry of the unknown type ${entry.type}`);
    // Written by #commit above, so it has an order's shape.
    this.world.add(entry.order as unknown as IpideaBase['orders'][number]);
  }
}

function listOfPath(path: string): OrderList | null {
  switch (path) {
    case '/api/open/isp_order_list':
      return 'isp';
    case '/api/open/datacenter_order_list':
      return 'datacenter';
    case '/api/open/flow_order_list':
      return 'flow';
    case '/api/open/mobile_flow_order_list':
      return 'mobile_flow';
    default:
      return null;
  }
}
