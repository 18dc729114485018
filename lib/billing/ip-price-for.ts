import type { Money } from '@/lib/core/money';
import { Prisma } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';

/** IPs of one kind; `region` is null where nobody knows it: only a price for any region fits then. */
export type IpGroup = { product: string; region: string | null; duration: string; count: number };

type IpQuoteFor = { agentId: number | null; groups: readonly IpGroup[]; currency: string; at: Date };

/** The price of one IP of each group, null where none is set; `price` is the sum, null where no group has a price. */
export type IpQuote = { perIp: (bigint | null)[]; price: Money | null };

async function perIpOf(tx: SqlRunner, order: IpQuoteFor, group: IpGroup): Promise<bigint | null> {
  const [row] = await tx.$queryRaw<{ per_ip: bigint }[]>(Prisma.sql`
    SELECT per_ip FROM ip_price
    WHERE valid_from <= ${order.at} AND (valid_to IS NULL OR valid_to > ${order.at}) AND currency = ${order.currency}
      AND (agent_id IS NULL OR agent_id = ${order.agentId})
      AND (product IS NULL OR product = ${group.product})
      AND (region IS NULL OR lower(region) = lower(${group.region}))
      AND (duration IS NULL OR duration = ${group.duration})
    ORDER BY agent_id NULLS LAST, product NULLS LAST, region NULLS LAST, duration NULLS LAST, valid_from DESC, id DESC
    LIMIT 1`);
  return row?.per_ip ?? null;
}

/**
 * What IPs cost who pays: for each group the most specific price in force, an agent's own before one for all, then by
 * product, region and term. Minor units of the currency. Groups without a price cost nothing.
 */
export async function ipPriceFor(tx: SqlRunner, order: IpQuoteFor): Promise<IpQuote> {
  const perIp: (bigint | null)[] = [];
  for (const group of order.groups) perIp.push(await perIpOf(tx, order, group));
  const minor = order.groups.reduce((sum, group, i) => sum + (perIp[i] ?? 0n) * BigInt(group.count), 0n);
  const priced = perIp.some((price) => price !== null);
  return { perIp, price: priced ? { minor, currency: order.currency } : null };
}
