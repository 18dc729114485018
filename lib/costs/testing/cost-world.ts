import type { Actor, Context } from '@/lib/core/actor';
import { systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { addCostBlock, getMargin } from '../index';
import { marginQuery } from '../schemas';

/** For the tests of this folder: rows straight in the database, since a cost looks at what was settled and nothing else. */

export const GB = 1_024_000_000n;

/** GB as verbs take them. */
export const millionths = (gb: number) => BigInt(gb) * 1_000_000n;

export const at = (text: string) => new Date(`${text}T12:00:00Z`);

export const now = (text: string): Context => systemContext('test', () => at(text));

/** Somebody of the role, at noon UTC of the day. */
export function staff(role: 'admin' | 'viewer' | 'agent', text = '2026-11-21'): Context {
  const actor: Actor = {
    kind: 'key',
    keyId: 1,
    name: 'test',
    role,
    agentId: role === 'agent' ? 1 : null,
    address: null,
  };
  return { actor, now: () => at(text) };
}

/** A connection that is never called. */
export async function addConnection(name: string, provider: 'ipweb' | 'ipidea' | 'freebit' = 'ipweb'): Promise<number> {
  const usageAsset = { ipweb: 'IPWEB_MB', ipidea: 'IPIDEA_MB', freebit: 'FREEBIT_KB1000' }[provider];
  const row = await db().connection.create({
    data: { provider, name, baseUrl: 'https://example.com', credentials: 'x', settings: {}, usageAsset },
  });
  return row.id;
}

/** A customer of the agent, or of the house. */
export async function addCustomer(name: string, agent: { id: number } | null = null) {
  return db().customer.create({ data: { name, agentId: agent?.id ?? null } });
}

/** An agent with an empty wallet. */
export async function addAgent(name: string, currency = 'USD') {
  return db().agent.create({
    data: { name, email: `${name}@example.com`, currency, billingAccount: { create: { name, currency } } },
  });
}

/** An upstream account of the customer, or of nobody. */
export async function addAccount(connectionId: number, externalId: string, customerId: number | null) {
  return db().upstreamAccount.create({ data: { connectionId, externalId, kind: 'customer', customerId } });
}

/** Where something is sold: a connection, an account of it, its customer and that one's agent. */
export type Place = { connectionId: number; accountId: number; customerId: number; agentId: number };

let places = 0;

/** A new place, with nothing sold or bought at it. */
export async function addPlace(): Promise<Place> {
  const no = ++places;
  const connectionId = await addConnection(`Upstream ${no}`);
  const agent = await addAgent(`agent-${no}`);
  const customer = await addCustomer(`Buyer ${no}`, agent);
  const account = await addAccount(connectionId, `a${no}`, customer.id);
  return { connectionId, accountId: account.id, customerId: customer.id, agentId: agent.id };
}

/** Enters a block of `gb` GB of the place's connection, bought on the day, as on 21 November; twice the same is once. */
export function block(
  { connectionId }: Place,
  gb: number,
  day: string,
  more: { paid?: bigint; expiresOn?: string; currency?: string } = {},
) {
  const paid = more.paid === undefined ? null : { minor: more.paid, currency: more.currency ?? 'USD' };
  const input = { connectionId, amountGb: millionths(gb), boughtOn: day, expiresOn: more.expiresOn ?? null, paid };
  return addCostBlock(now('2026-11-21'), input, { idempotencyKey: `block-${connectionId}-${gb}-${day}` });
}

/** The margin of November 2026, as a viewer sees it. */
export async function marginOf(groupBy: string, more: object = {}) {
  return getMargin(staff('viewer'), marginQuery.parse({ month: '2026-11', groupBy, ...more }));
}

/** The one line of that margin that is of this agent, customer or connection. */
export async function own(groupBy: 'agent' | 'customer' | 'connection', id: number) {
  return (await marginOf(groupBy, { limit: 500 })).data.find(({ key }) => key === String(id));
}

let made = 0;

/** A succeeded order of `gb` GB. */
export async function sold(
  place: { connectionId: number; accountId: number; customerId?: number | null; agentId?: number | null },
  gb: number,
  day: string,
  more: { back?: boolean; price?: [bigint, string]; settledAt?: Date } = {},
): Promise<number> {
  const settledAt = more.settledAt ?? at(day);
  const row = await db().order.create({
    data: {
      // As synthetic data are: without postings.
      reference: `synthetic-cost-${++made}`,
      type: more.back ? 'deduct' : 'top_up',
      status: 'succeeded',
      ...place,
      amountGb: millionths(gb),
      amount: BigInt(gb) * GB,
      asset: 'IPWEB_MB',
      priceMinor: more.price?.[0] ?? null,
      currency: more.price?.[1] ?? null,
      madeBy: 'system:test',
      madeByName: 'test',
      createdAt: settledAt,
      settledAt,
    },
  });
  return row.id;
}

/** A line of a provider's own list of purchases. */
export async function bought(
  connectionId: number,
  gb: number,
  day: string,
  more: { kind?: string; asset?: string; money?: [bigint, string]; raw?: object } = {},
): Promise<void> {
  await db().providerRecord.create({
    data: {
      connectionId,
      kind: more.kind ?? 'recharge_for_me',
      identity: `purchase-${++made}`,
      amount: BigInt(gb) * (more.asset === 'IPIDEA_MB' ? 1_000_000_000n : GB),
      asset: more.asset ?? 'IPWEB_MB',
      moneyMinor: more.money?.[0] ?? null,
      currency: more.money?.[1] ?? null,
      at: at(day),
      day: at(day),
      raw: more.raw ?? {},
    },
  });
}

/** What each part of the orders cost, in order. */
export async function partsOf(...orderIds: number[]) {
  const rows = await db().costAllocation.findMany({
    where: { orderId: { in: orderIds } },
    orderBy: [{ settledAt: 'asc' }, { orderId: 'asc' }, { no: 'asc' }],
  });
  return rows.map((row) => [
    row.orderId,
    row.basis,
    Number(row.gb) / 1e6,
    Number(row.costMicro) / 1e6,
    row.costCurrency,
  ]);
}
