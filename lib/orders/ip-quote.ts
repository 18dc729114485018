import { type IpGroup, type IpQuote, ipPriceFor } from '@/lib/billing';
import { Prisma } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';
import { LINE_IPS } from './line-ips';
import type { CreateOrderInput } from './schemas';

export type IpOrderInput = Extract<CreateOrderInput, { type: 'ip_open' | 'ip_renew' }>;

/** Where IPs are, as the provider's own order lists say; an IP that none tells of is missing. */
async function regionsOf(tx: SqlRunner, connectionId: number, ips: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ ip: string; region: string }[]>(Prisma.sql`
    SELECT DISTINCT ON (l.ip) l.ip, r.raw->>'region' AS region
    FROM provider_record r
    CROSS JOIN LATERAL unnest(${LINE_IPS}) AS l(ip)
    WHERE r.connection_id = ${connectionId} AND r.kind IN ('isp', 'datacenter') AND l.ip = ANY(${[...ips]}::text[])
      AND coalesce(r.raw->>'region', '') <> ''
    ORDER BY l.ip, r.at DESC, r.id DESC`);
  return new Map(rows.map(({ ip, region }) => [ip, region]));
}

/** What is to be priced: one kind of IP for an opening, one for each region of a renewal. */
async function ipGroups(tx: SqlRunner, input: IpOrderInput): Promise<IpGroup[]> {
  const { product, duration } = input;
  if (input.type === 'ip_open') return [{ product, region: input.region, duration, count: input.quantity }];
  const ips = [...new Set(input.ips)];
  const regions = await regionsOf(tx, input.connectionId, ips);
  const byRegion = Map.groupBy(ips, (ip) => regions.get(ip) ?? null);
  return [...byRegion].map(([region, group]) => ({ product, region, duration, count: group.length }));
}

/** What an IP order costs who pays, with its groups; `price` is null where no price is set: nothing is charged. */
export async function ipQuoteFor(
  tx: SqlRunner,
  input: IpOrderInput,
  payer: { agentId: number | null; currency: string; at: Date },
): Promise<IpQuote & { groups: IpGroup[] }> {
  const groups = await ipGroups(tx, input);
  return { ...(await ipPriceFor(tx, { ...payer, groups })), groups };
}
