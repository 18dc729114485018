import 'server-only';
import { z } from 'zod';
import type { IpSource } from '@/components/ip-orders/types';
import { listConnections } from '@/lib/connections';
import { type Context, seesInternals, systemContext } from '@/lib/core/actor';
import { encodeCursor, type ListPage } from '@/lib/core/paging';
import { listOrders } from '@/lib/orders';
import { type OrderDto, type OrderStatus, orderStatusSchema } from '@/lib/orders/schemas';
import { listIps } from '@/lib/reconciliation';
import { type HeldIpDto, type IpState, ipQuery, ipStateSchema } from '@/lib/reconciliation/ip-schemas';

const IPS_SHOWN = 50;
const ORDERS_SHOWN = 25;

type IpFilter = {
  q: string;
  state: IpState | null;
  kind: 'ip_open' | 'ip_renew' | null;
  status: OrderStatus | null;
};

/** The filter that an address asks for; what makes no sense is left out. */
export function readIpFilter(search: Record<string, string>): IpFilter {
  return {
    q: (search.q ?? '').trim().slice(0, 60),
    state: ipStateSchema
      .nullable()
      .catch(null)
      .parse(search.state ?? null),
    kind: z
      .enum(['ip_open', 'ip_renew'])
      .nullable()
      .catch(null)
      .parse(search.kind ?? null),
    status: orderStatusSchema
      .nullable()
      .catch(null)
      .parse(search.status ?? null),
  };
}

/** The address of the page under a filter. */
export function ipOrdersHref(filter: IpFilter, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(more);
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  const text = query.toString();
  return text === '' ? '/ip-orders' : `/ip-orders?${text}`;
}

/**
 * The connections that sell IPs. Agents may order from them, though connections are nothing that they may look at, so they
 * are told no more than the name.
 */
async function ipSources(ctx: Context): Promise<{ sources: IpSource[]; asOf: string | null }> {
  const all = await listConnections(seesInternals(ctx.actor) ? ctx : systemContext('ip orders', ctx.now));
  const selling = all.data.filter(({ provider, status }) => provider === 'ipidea' && status !== 'disabled');
  const read = selling.flatMap(({ lastSyncedAt }) => (lastSyncedAt === null ? [] : [lastSyncedAt]));
  return { sources: selling.map(({ id, name }) => ({ id, name })), asOf: read.sort()[0] ?? null };
}

/** Openings and renewals together, newest first: two lists in one order of ids share their cursor. */
async function readOrders(ctx: Context, filter: IpFilter, cursor: string | undefined): Promise<ListPage<OrderDto>> {
  const kinds = filter.kind ? [filter.kind] : (['ip_open', 'ip_renew'] as const);
  const status = filter.status ? { status: filter.status } : {};
  const pages = await Promise.all(
    kinds.map((type) => listOrders(ctx, { type, ...status, cursor, limit: ORDERS_SHOWN })),
  );
  const rows = pages.flatMap((page) => page.data).sort((a, b) => Number(b.id) - Number(a.id));
  const data = rows.slice(0, ORDERS_SHOWN);
  const last = data.at(-1);
  const more = rows.length > data.length || pages.some((page) => page.nextCursor !== null);
  return { data, nextCursor: more && last ? encodeCursor(last.id) : null };
}

type IpPage = {
  sources: IpSource[];
  asOf: string | null;
  ips: ListPage<HeldIpDto>;
  orders: ListPage<OrderDto>;
  regions: string[];
};

/** Everything that the page shows. */
export async function readIpPage(ctx: Context, filter: IpFilter, search: Record<string, string>): Promise<IpPage> {
  const query = ipQuery.parse({
    q: filter.q === '' ? undefined : filter.q,
    state: filter.state ?? undefined,
    cursor: search.ips,
    limit: IPS_SHOWN,
  });
  const [{ sources, asOf }, ips, orders] = await Promise.all([
    ipSources(ctx),
    listIps(ctx, query),
    readOrders(ctx, filter, search.orders),
  ]);
  const regions = [...ips.data, ...orders.data].flatMap(({ region }) => (region === null ? [] : [region]));
  return { sources, asOf, ips, orders, regions: [...new Set(regions)].sort() };
}
