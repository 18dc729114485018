import { notFound } from '@/lib/core/errors';
import { db, Prisma } from '@/lib/infra/db';
import { LINE_IPS } from './line-ips';

/**
 * An agent renews IPs of its own customers: one that the provider's order lists show under somebody else's order is "not
 * found". IPs that no list tells of are let through, since the provider's rows may not name any (their columns are not documented).
 */
export async function assertIpsAreOwn(connectionId: number, agentId: number, ips: readonly string[]): Promise<void> {
  const foreign = await db().$queryRaw<{ id: number }[]>(Prisma.sql`
    SELECT o.id FROM provider_record r
    JOIN "order" o ON o.connection_id = r.connection_id AND (o.id = r.order_id OR o.provider_order_id = r.external_order_id)
    WHERE r.connection_id = ${connectionId} AND r.kind IN ('isp', 'datacenter') AND o.agent_id IS DISTINCT FROM ${agentId}
      AND ${LINE_IPS} && ${[...ips]}::text[]
    LIMIT 1`);
  if (foreign.length > 0) throw notFound('One of these IPs');
}
