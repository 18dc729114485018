import { agentScope, type Context } from '@/lib/core/actor';
import { decodeCursor, encodeCursor, type ListPage } from '@/lib/core/paging';
import { db } from '@/lib/infra/db';
import { type HeldIp, heldIps } from './held-ips';
import type { HeldIpDto, IpQuery } from './ip-schemas';

/** The longest term is a quarter, and each renewal is a line of its own. */
const LOOK_BACK_MS = 400 * 86_400_000;
const MOST_LINES = 5_000;
const SOON_MS = 7 * 86_400_000;

/** What ends first comes first; then what has no known end; what has ended is last. */
function sortKey(ip: HeldIpDto, now: Date): string {
  const group = ip.expiresAt === null ? 1 : Date.parse(ip.expiresAt) > now.getTime() ? 0 : 2;
  return `${group}|${ip.expiresAt ?? ''}|${ip.connectionId}|${ip.product}|${ip.ip}`;
}

function fits(query: IpQuery, now: Date): (ip: HeldIpDto) => boolean {
  return (ip) => {
    if (query.q && !ip.ip.includes(query.q.trim())) return false;
    if (query.state === undefined) return true;
    const left = ip.expiresAt === null ? null : Date.parse(ip.expiresAt) - now.getTime();
    if (query.state === 'expired') return left !== null && left <= 0;
    if (query.state === 'expiring') return left !== null && left > 0 && left <= SOON_MS;
    return left === null || left > 0;
  };
}

async function readHeld(connectionId: number | undefined, now: Date): Promise<HeldIp[]> {
  const lines = await db().providerRecord.findMany({
    where: {
      kind: { in: ['isp', 'datacenter'] },
      at: { gte: new Date(now.getTime() - LOOK_BACK_MS) },
      ...(connectionId === undefined ? {} : { connectionId }),
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: MOST_LINES,
    select: { id: true, connectionId: true, kind: true, at: true, externalOrderId: true, orderId: true, raw: true },
  });
  const numbers = lines.flatMap((line) => (line.externalOrderId === null ? [] : [line.externalOrderId]));
  const ids = lines.flatMap((line) => (line.orderId === null ? [] : [line.orderId]));
  const orders = await db().order.findMany({
    where: {
      type: { in: ['ip_open', 'ip_renew'] },
      OR: [{ providerOrderId: { in: numbers } }, { id: { in: ids } }],
    },
    select: {
      id: true,
      type: true,
      connectionId: true,
      providerOrderId: true,
      agentId: true,
      customerId: true,
      customer: { select: { name: true } },
    },
  });
  return heldIps(
    lines.reverse(),
    orders.map(({ customer, type, ...order }) => ({
      ...order,
      opens: type === 'ip_open',
      customerName: customer?.name ?? null,
    })),
  );
}

/**
 * IPs held at the providers as their mirrored order lists tell, those that end first on top; an agent sees those of its
 * own customers. What the lists do not say is null.
 */
export async function listIps(ctx: Context, query: IpQuery): Promise<ListPage<HeldIpDto>> {
  const scope = agentScope(ctx.actor);
  const after = query.cursor === undefined ? '' : decodeCursor(query.cursor);
  const rows = (await readHeld(query.connectionId, ctx.now()))
    .filter((ip) => scope === null || ip.agentId === scope)
    .map(({ agentId: _, ...ip }) => ip)
    .filter(fits(query, ctx.now()))
    .map((ip) => ({ key: sortKey(ip, ctx.now()), ip }))
    .filter(({ key }) => key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  return {
    data: data.map(({ ip }) => ip),
    nextCursor: rows.length > query.limit && last ? encodeCursor(last.key) : null,
  };
}
