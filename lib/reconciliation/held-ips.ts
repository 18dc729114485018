import { z } from 'zod';
import type { HeldIpDto } from './ip-schemas';

/** One line of a provider's list of IP orders. */
export type IpLine = {
  id: bigint;
  connectionId: number;
  kind: string;
  at: Date;
  externalOrderId: string | null;
  orderId: number | null;
  raw: unknown;
};

/** One of our IP orders, as far as it says whose IPs they are. */
export type IpOrderSide = {
  id: number;
  opens: boolean;
  connectionId: number;
  providerOrderId: string | null;
  agentId: number | null;
  customerId: number | null;
  customerName: string | null;
};

export type HeldIp = HeldIpDto & { agentId: number | null };

const text = z.union([z.string(), z.number().transform(String)]).nullish();

/** The columns that tell of IPs. The providers' documents show no row of these lists, so each one may be missing. */
const rawSchema = z.object({
  ip_list: z.union([z.string().transform((list) => list.split(/[,;\s]+/)), z.array(z.string())]).nullish(),
  region: text,
  duration: text,
  pool_tag: text,
  expire_time: text,
});

/** How many IPs a line names; null where it names none. */
export function countLineIps(raw: unknown): number | null {
  const parsed = rawSchema.safeParse(raw);
  const ips = parsed.success ? (parsed.data.ip_list ?? []).filter((ip) => ip !== '') : [];
  return new Set(ips).size || null;
}

const DURATIONS: Record<string, HeldIpDto['duration']> = {
  week: 'week',
  weekly: 'week',
  month: 'month',
  monthly: 'month',
  quarter: 'quarter',
  quarterly: 'quarter',
  season: 'quarter',
};

function unixInstant(seconds: string | null | undefined): string | null {
  if (!seconds || !/^\d{9,11}$/.test(seconds)) return null;
  return new Date(Number(seconds) * 1000).toISOString();
}

/**
 * The IPs that order lines tell of, each once: region, term and end from its latest line, the customer from our latest
 * opening; a renewal names the customer only where no opening of ours did. `lines` come oldest first.
 */
export function heldIps(lines: readonly IpLine[], orders: readonly IpOrderSide[]): HeldIp[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const byNumber = new Map(orders.map((order) => [`${order.connectionId}|${order.providerOrderId}`, order]));
  const held = new Map<string, HeldIp>();
  for (const line of lines) {
    const parsed = rawSchema.safeParse(line.raw);
    if (!parsed.success) continue;
    const raw = parsed.data;
    const order =
      (line.orderId === null ? undefined : byId.get(line.orderId)) ??
      (line.externalOrderId === null ? undefined : byNumber.get(`${line.connectionId}|${line.externalOrderId}`));
    for (const ip of raw.ip_list ?? []) {
      if (ip === '') continue;
      const key = `${line.connectionId}|${line.kind}|${ip}`;
      const before = held.get(key);
      const names = order?.customerId != null && (order.opens || before?.customerId == null);
      const owner = names ? order : null;
      held.set(key, {
        ip,
        connectionId: String(line.connectionId),
        product: line.kind === 'isp' ? 'isp' : 'static',
        region: raw.region || before?.region || null,
        poolTag: raw.pool_tag || before?.poolTag || null,
        duration: DURATIONS[raw.duration ?? ''] ?? before?.duration ?? null,
        openedAt: before?.openedAt ?? line.at.toISOString(),
        expiresAt: later(unixInstant(raw.expire_time), before?.expiresAt ?? null),
        customerId: owner ? String(owner.customerId) : (before?.customerId ?? null),
        customerName: owner ? owner.customerName : (before?.customerName ?? null),
        agentId: owner ? owner.agentId : (before?.agentId ?? null),
        orderId: order ? String(order.id) : (before?.orderId ?? null),
      });
    }
  }
  return [...held.values()];
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
