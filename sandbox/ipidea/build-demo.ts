import { noise, pick } from '../hash-noise';
import { DAY_MS, dayStartMs, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import type { IpideaBase } from './base-world';
import { demandBytes, totalUse } from './demand';
import {
  addressOf,
  durations,
  type FlowOrder,
  type IpOrder,
  listOf,
  M_BYTES,
  makeOrderId,
  type Product,
} from './orders';

const DEMO_SEED = 3716;
const DEMO_DAYS = 400;
const START_BALANCE = 2_000_000_000;

function at(day: number, salt: number): number {
  const seconds = 8 * 3600 + Math.floor(noise(DEMO_SEED, 2, day, salt) * 12 * 3600);
  return dayStartMs(day, SHANGHAI_OFFSET_HOURS) + seconds * 1000;
}

type FlowDraft = Pick<FlowOrder, 'list' | 'paid' | 'coin' | 'createdMs'>;

/** Twenty-eight paid packages that carry the account through four hundred days, two that were never paid, six mobile ones. */
function flowDrafts(firstDay: number): FlowDraft[] {
  const drafts: FlowDraft[] = [];
  for (let index = 0; index < 28; index += 1) {
    const day = firstDay + index * 14;
    const coin = pick([60_000, 70_000, 80_000], noise(DEMO_SEED, 3, index, 4));
    drafts.push({ list: 'flow', paid: true, coin: index === 27 ? 500_000 : coin, createdMs: at(day, 5) });
    if (index % 5 === 2) {
      drafts.push({ list: 'mobile_flow', paid: true, coin: 5_000 * (1 + (index % 3)), createdMs: at(day + 3, 6) });
    }
    if (index === 9 || index === 20) {
      drafts.push({ list: 'flow', paid: false, coin: 100_000, createdMs: at(day + 6, 7) });
    }
  }
  return drafts;
}

/** [product, days before the anchor day, word, count, region]: some end within three days, some have ended. */
const ipPlan: readonly (readonly [Product, number, string, number, string])[] = [
  ['isp', 210, 'quarterly', 2, 'hk'],
  ['isp', 89, 'quarterly', 6, 'us'],
  ['isp', 62, 'monthly', 3, 'jp'],
  ['isp', 28, 'monthly', 5, 'sg'],
  ['isp', 5, 'weekly', 4, 'hk'],
  ['isp', 12, 'monthly', 8, 'us'],
  ['static', 180, 'season', 2, 'hk'],
  ['static', 88, 'season', 4, 'de'],
  ['static', 40, 'month', 3, 'gb'],
  ['static', 27, 'month', 6, 'us'],
  ['static', 6, 'week', 2, 'kr'],
  ['static', 20, 'season', 10, 'jp'],
];

type IpDraft = Omit<IpOrder, 'rechargeId' | 'orderId'>;

function ipDrafts(anchorDay: number): IpDraft[] {
  const next: Record<Product, number> = { isp: 0, static: 0 };
  return ipPlan.map(([product, before, duration, count, region], index): IpDraft => {
    const term = durations[product].get(duration);
    if (term === undefined) throw new Error(`No duration ${duration} for ${product}`);
    const first = next[product];
    next[product] += count;
    const createdMs = at(anchorDay - before, 8 + index);
    return {
      list: listOf(product),
      kind: 'open',
      createdMs,
      mark: index % 3 === 0 ? '测试' : null,
      source: 'history',
      region,
      duration,
      poolTag: pick(['渠道一', '渠道二', '渠道三'], noise(DEMO_SEED, 4, index, 9)),
      ips: Array.from({ length: count }, (_, offset) => addressOf(product, first + offset)),
      // The two addresses of the seed's examples must be renewable, so the oldest orders were extended since.
      expiresMs: before > 150 ? at(anchorDay, 8) + 41 * DAY_MS : createdMs + term.days * DAY_MS,
      costM: count * term.priceM,
    };
  });
}

/** The demo: thirty flow orders, six mobile ones, twelve openings of IPs, four hundred days of use. */
export function buildIpideaDemo(anchorDay: number): IpideaBase {
  const firstDay = anchorDay - DEMO_DAYS;
  const drafts = [...flowDrafts(firstDay), ...ipDrafts(anchorDay)].sort((a, b) => a.createdMs - b.createdMs);
  let balance = START_BALANCE;
  let bought = START_BALANCE;
  let mobile = 0;
  let day = firstDay;
  const orders = drafts.map((draft, index): FlowOrder | IpOrder => {
    for (; dayStartMs(day + 1, SHANGHAI_OFFSET_HOURS) <= draft.createdMs; day += 1) {
      balance -= totalUse(demandBytes(DEMO_SEED, day));
    }
    const orderId = makeOrderId(draft.createdMs, draft.list, index + 1);
    const head = { rechargeId: 4055 + index, orderId };
    if ('ips' in draft) {
      balance -= draft.costM * M_BYTES;
      return { ...head, ...draft };
    }
    const order: FlowOrder = {
      ...head,
      ...draft,
      mark: null,
      source: 'history',
      fen: Math.round(draft.coin * 1.2),
      oldBalance: draft.list === 'flow' ? balance : mobile,
      oldAllBuy: draft.list === 'flow' ? bought : mobile,
    };
    if (draft.list === 'mobile_flow') mobile += draft.coin * M_BYTES;
    else if (draft.paid) {
      balance += draft.coin * M_BYTES;
      bought += draft.coin * M_BYTES;
    }
    return order;
  });
  return { seed: DEMO_SEED, firstDay, orders, usage: true, startBalance: START_BALANCE };
}
