import { expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { parseDecimal } from '@/lib/core/decimal';
import { createAgent, createCustomer, getAgent, updateAgent } from '@/lib/customers';
import { seal } from '@/lib/infra/crypto';
import { db, inTransaction } from '@/lib/infra/db';
import {
  addIpPrice,
  addPrice,
  changeBillingSettings,
  closeStatement,
  endPrice,
  explainPrice,
  getStatement,
  ipPriceFor,
  isLargeTopUp,
  issueStatement,
  listPrices,
  openBillingAccount,
  priceFor,
} from './index';
import { ipPriceInput, priceRowInput } from './price-schemas';

useTestDatabase();

let clock = new Date('2026-03-10T12:00:00Z');
const ctx: Context = systemContext('test', () => clock);
const gb = (text: string) => parseDecimal(text, 6) ?? 0n;

let serial = 0;
async function world() {
  serial += 1;
  const agent = await createAgent(ctx, { name: `a${serial}`, email: `a${serial}@example.com`, currency: 'USD' });
  const agentId = Number(agent.id);
  const customer = await createCustomer(ctx, { name: `c${serial}`, agentId: agentId });
  const customerId = Number(customer.id);
  const connection = await db().connection.create({
    data: {
      provider: 'ipweb',
      name: `up${serial}`,
      baseUrl: 'http://127.0.0.1:9',
      credentials: seal('{}', 'connection'),
      settings: {},
      usageAsset: 'IPWEB_MB',
    },
  });
  const account = await db().upstreamAccount.create({
    data: { connectionId: connection.id, externalId: 'u', kind: 'customer', customerId },
  });
  const scope = { customerId, agentId, connectionId: connection.id };
  const quote = async (amount: string, at = clock) =>
    inTransaction(async (tx) => {
      const found = await priceFor(tx, { ...scope, gb: gb(amount), currency: 'USD', at });
      return found && `${Number(found.perGb) / 1e6} ${found.price.minor}`;
    });
  return { ...scope, accountId: account.id, quote };
}

const price = (input: Record<string, unknown>, perGb: string) =>
  addPrice(ctx, priceRowInput.parse({ perGb: { amount: perGb, currency: 'USD' }, ...input }));
const ids = (scope: { agentId?: number; customerId?: number; connectionId?: number }) =>
  Object.fromEntries(Object.entries(scope).map(([name, id]) => [name, String(id)]));

test('what has a price is never free, however little it is; what costs nothing stays at nothing', async () => {
  const { agentId, quote } = await world();
  await price({ agentId: String(agentId) }, '2.40');
  expect(await quote('0.002')).toBe('2.4 1');
  expect(await quote('0.000001')).toBe('2.4 1');
  expect(await quote('0.01')).toBe('2.4 2');
  await price({ agentId: String(agentId) }, '0');
  expect(await quote('0.002')).toBe('0 0');
});

test('the most specific price in force counts: customer, agent at the connection, agent, everybody', async () => {
  const { customerId, agentId, connectionId, quote } = await world();
  expect(await quote('10')).toBeNull();
  await price(ids({ connectionId }), '5');
  expect(await quote('10')).toBe('5 5000');
  await price(ids({ agentId }), '4');
  expect(await quote('10')).toBe('4 4000');
  await price(ids({ agentId, connectionId }), '3');
  expect(await quote('10')).toBe('3 3000');
  await price(ids({ customerId }), '2.5');
  expect(await quote('10')).toBe('2.5 2500');
});

test('a future price begins by itself, one that is withdrawn leaves no gap, one that is ended leaves none in force', async () => {
  const { agentId, quote } = await world();
  const first = await price(ids({ agentId }), '4');
  const april = await price({ ...ids({ agentId }), validFrom: '2026-04-01T00:00:00Z' }, '3');
  expect(await quote('1', new Date('2026-03-31T23:59:59Z'))).toBe('4 400');
  expect(await quote('1', new Date('2026-04-01T00:00:00Z'))).toBe('3 300');
  const listed = await listPrices(ctx, { agentId, limit: 10 });
  expect(listed.data.map(({ state, validTo }) => [state, validTo])).toEqual([
    ['future', null],
    ['current', '2026-04-01T00:00:00.000Z'],
  ]);
  expect((await getAgent(ctx, { id: agentId })).pricePerGb).toMatchObject({ amount: '4.00' });
  await endPrice(ctx, { id: Number(april.id), at: null });
  expect(await quote('1', new Date('2026-04-02T00:00:00Z'))).toBe('4 400');
  await endPrice(ctx, { id: Number(first.id), at: '2026-03-20T00:00:00Z' });
  expect(await quote('1', new Date('2026-03-20T00:00:00Z'))).toBeNull();
  await expect(endPrice(ctx, { id: Number(april.id) })).rejects.toMatchObject({ code: 'invalid_state' });
  await expect(price({ ...ids({ agentId }), validFrom: '2026-03-01T00:00:00Z' }, '1')).rejects.toMatchObject({
    fields: [{ path: 'validFrom' }],
  });
});

test('the agent’s form changes the price from now on and leaves a future one and steps that stay alone', async () => {
  const { agentId, quote } = await world();
  await price({ ...ids({ agentId }), steps: [{ fromGb: '100', perGb: '1' }] }, '2');
  await price({ ...ids({ agentId }), validFrom: '2026-05-01T00:00:00Z' }, '3');
  await updateAgent(ctx, { id: agentId, pricePerGb: { price: gb('2'), currency: 'USD' } });
  expect(await quote('100')).toBe('1 10000');
  clock = new Date(clock.getTime() + 1000);
  await updateAgent(ctx, { id: agentId, pricePerGb: { price: gb('2.2'), currency: 'USD' } });
  expect(await quote('100')).toBe('2.2 22000');
  expect(await quote('1', new Date('2026-05-01T00:00:00Z'))).toBe('3 300');
});

test('steps by order size: the last one that the order reaches counts for all of it', async () => {
  const { agentId, quote } = await world();
  const steps = [
    { fromGb: '500', perGb: '1' },
    { fromGb: '100', perGb: '1.5' },
  ];
  await price({ ...ids({ agentId }), steps }, '2');
  expect(await quote('99.999999')).toBe('2 20000');
  expect(await quote('100')).toBe('1.5 15000');
  expect(await quote('500')).toBe('1 50000');
  await expect(price({ ...ids({ agentId }), steps: [steps[0], steps[0]] }, '2')).rejects.toMatchObject({
    fields: [{ path: 'steps' }],
  });
});

test('steps by month: what was ordered since the first of the month (UTC), this order included', async () => {
  const { agentId, customerId, connectionId, accountId, quote } = await world();
  await price({ ...ids({ agentId }), stepsBy: 'month', steps: [{ fromGb: '100', perGb: '1' }] }, '2');
  const order = (
    amount: string,
    createdAt: string,
    status: 'succeeded' | 'rejected' | 'queued' | 'awaiting_approval',
  ) =>
    db().order.create({
      data: {
        reference: `r${Math.random()}`,
        type: 'top_up',
        status,
        connectionId,
        accountId,
        customerId,
        agentId,
        amountGb: gb(amount),
        madeBy: 'system:test',
        madeByName: 'test',
        createdAt: new Date(createdAt),
      },
    });
  await order('80', '2026-02-28T23:59:59Z', 'succeeded');
  await order('60', '2026-03-01T00:00:00Z', 'succeeded');
  await order('70', '2026-03-02T00:00:00Z', 'rejected');
  await order('90', '2026-03-02T00:00:00Z', 'awaiting_approval'); // or it could be ordered for its price and taken back
  expect(await quote('39')).toBe('2 7800');
  expect(await quote('40')).toBe('1 4000');
  await order('30', '2026-03-03T00:00:00Z', 'queued');
  expect(await quote('10')).toBe('1 1000');
  const { data } = await explainPrice(ctx, { customerId, gb: gb('50') });
  expect(data).toMatchObject([
    { monthGb: '90', price: { amount: '50.00' }, pricePerGb: { amount: '1.00' }, row: { stepsBy: 'month' } },
  ]);
});

test('the price of an IP: the agent’s own first, then product, region and term; what is left out is any', async () => {
  const { agentId } = await world();
  const ipPrice = (input: Record<string, unknown>, amount: string) =>
    addIpPrice(ctx, ipPriceInput.parse({ perIp: { amount, currency: 'USD' }, ...input }));
  const perIp = async (product: string, region: string | null, duration: string, agent = agentId) =>
    (
      await ipPriceFor(db(), {
        agentId: agent,
        groups: [{ product, region, duration, count: 2 }],
        currency: 'USD',
        at: clock,
      })
    ).price?.minor ?? null;
  expect(await perIp('isp', 'US', 'week')).toBeNull();
  await ipPrice({}, '9.00');
  expect(await perIp('isp', 'US', 'week')).toBe(1800n);
  await ipPrice({ product: 'isp', region: 'us', duration: 'month' }, '8.00');
  expect(await perIp('isp', 'US', 'month')).toBe(1600n);
  expect(await perIp('isp', 'US', 'week')).toBe(1800n);
  expect(await perIp('isp', null, 'month')).toBe(1800n);
  await ipPrice({ agentId: String(agentId), product: 'isp' }, '3.00');
  expect(await perIp('isp', 'US', 'month')).toBe(600n);
  expect(await perIp('static', 'US', 'month')).toBe(1800n);
  expect(await perIp('isp', 'US', 'month', 0)).toBe(1600n);
});

test('a customer of the house gets a wallet of its own, once, and one of an agent none', async () => {
  const house = await createCustomer(ctx, { name: 'House' });
  const open = (customerId: number) => openBillingAccount(ctx, { customerId, currency: 'EUR' });
  const all = await Promise.allSettled([1, 2, 3, 4].map(() => open(Number(house.id))));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await db().billingAccount.count({ where: { name: 'House' } })).toBe(1);
  const { customerId } = await world();
  await expect(open(customerId)).rejects.toMatchObject({ code: 'invalid_state' });
});

test('a closed statement keeps the issuer that it was closed with', async () => {
  const { agentId } = await world();
  const { billingAccountId } = await db().agent.findUniqueOrThrow({ where: { id: agentId } });
  const issuer = { name: 'Northwind Transit Ltd', address: '1 Harbour Road\nSingapore', taxId: 'SG-12345' };
  await changeBillingSettings(ctx, { issuer });
  const key = { billingAccountId, month: '2026-02' };
  await closeStatement(ctx, key);
  await changeBillingSettings(ctx, { issuer: { ...issuer, name: 'Somebody Else' } });
  expect((await getStatement(ctx, key)).issuer).toEqual(issuer);
  expect((await getStatement(ctx, { ...key, month: '2026-03' })).issuer?.name).toBe('Somebody Else');
  const { bytes } = await issueStatement(ctx, { ...key, format: 'csv', locale: 'en' });
  expect(new TextDecoder().decode(bytes)).toContain('"1 Harbour Road, Singapore"');
});

test('whether the password is asked for again tells an agent nothing of another one’s price', async () => {
  const { agentId, accountId } = await world();
  await price({ agentId: String(agentId) }, '300');
  const other = await world();
  const as = (id: number): Context => {
    const actor = { kind: 'key' as const, keyId: 1, name: 'agent', role: 'agent' as const, agentId: id, address: null };
    return { actor, now: ctx.now };
  };
  const order = { accountId, amountGb: gb('10') };
  expect(await isLargeTopUp(as(agentId), order)).toBe(true);
  expect(await isLargeTopUp(as(other.agentId), order)).toBe(false);
});
