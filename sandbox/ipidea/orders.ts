/** What the provider calls M: its balances are a million bytes for each, not 2^20. */
export const M_BYTES = 1_000_000;

/** The two IP products; static IPs are what the API calls datacenter in its lists. */
export type Product = 'isp' | 'static';
export type OrderList = 'isp' | 'datacenter' | 'flow' | 'mobile_flow';

interface OrderHead {
  rechargeId: number;
  orderId: string;
  createdMs: number;
  /** Our remark; null where none was given. */
  mark: string | null;
  /** `history` came with the world, `api` from a call, `operator` as if made in the provider's user centre. */
  source: 'history' | 'api' | 'operator';
}

/** A flow package, bought in the provider's shop: the API can only list it. */
export interface FlowOrder extends OrderHead {
  list: 'flow' | 'mobile_flow';
  paid: boolean;
  /** Traffic in M (10^6 bytes). */
  coin: number;
  fen: number;
  oldBalance: number;
  oldAllBuy: number;
}

/** An opening or renewal of IPs, paid from the balance at once. */
export interface IpOrder extends OrderHead {
  list: 'isp' | 'datacenter';
  kind: 'open' | 'renew';
  region: string;
  duration: string;
  poolTag: string | null;
  ips: string[];
  /** When these IPs end, unix ms. */
  expiresMs: number;
  costM: number;
}

/** Each product's own words for a duration: days and the price of one IP in M. The two vocabularies are not shared. */
export const durations: Record<Product, ReadonlyMap<string, { days: number; priceM: number }>> = {
  isp: new Map([
    ['weekly', { days: 7, priceM: 900 }],
    ['monthly', { days: 30, priceM: 3000 }],
    ['quarterly', { days: 90, priceM: 8000 }],
  ]),
  static: new Map([
    ['week', { days: 7, priceM: 400 }],
    ['month', { days: 30, priceM: 1300 }],
    ['season', { days: 90, priceM: 3500 }],
  ]),
};

export const poolTags: readonly string[] = ['渠道一', '渠道二', '渠道三', '渠道四', '渠道五'];

/** The order list of a product. */
export function listOf(product: Product): 'isp' | 'datacenter' {
  return product === 'isp' ? 'isp' : 'datacenter';
}

/** yyMMddHHmmss and four digits. The zone is as unstable as in the samples: flow orders UTC+8, IP orders UTC-4. */
export function makeOrderId(createdMs: number, list: OrderList, number: number): string {
  const hours = list === 'flow' || list === 'mobile_flow' ? 8 : -4;
  const stamp = new Date(createdMs + hours * 3_600_000).toISOString().replace(/\D/g, '').slice(2, 14);
  return `${stamp}${String((number * 7919 + 894) % 10_000).padStart(4, '0')}`;
}

/** The nth address of a product: the seed's two first, then one after the other. */
export function addressOf(product: Product, index: number): string {
  const value = 6 * 254 + 96 + index;
  const second = product === 'isp' || index < 2 ? 237 : 176;
  return `156.${second}.${Math.floor(value / 254) % 256}.${(value % 254) + 1}`;
}
