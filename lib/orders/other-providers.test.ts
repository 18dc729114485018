import { beforeAll, describe, expect, test } from 'vitest';
import { useTestSandbox } from '@/bin/test/sandbox';
import { connectForOrders } from '@/lib/connections/testing';
import { systemContext } from '@/lib/core/actor';
import { createAccount, createAgent, createCustomer } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { proveOrders } from '@/lib/reconciliation';
import { readRecords } from '@/lib/sync';
import { createOrder, getOrder, resolveOrder, retryOrder, sweepOrders } from './index';
import { type CreateOrderInput, createOrderInput, type OrderDto } from './schemas';
import { later } from './testing/order-world';

const ctx = systemContext('test');
const sandbox = useTestSandbox();
let ipidea: string;
let sim: string;
let keys = 0;

function fault(provider: string, path: string, kind: string) {
  return sandbox.fault(kind, { provider, path });
}

async function effects(provider: string): Promise<{ remark?: string; quotaCode?: string }[]> {
  return (
    (await sandbox.control(`ledger?provider=${provider}`)) as { effects: { remark?: string; quotaCode?: string }[] }
  ).effects;
}

async function order(body: object): Promise<OrderDto> {
  const input: CreateOrderInput = createOrderInput.parse(body);
  return (await createOrder(ctx, input, { idempotencyKey: `other-${++keys}` })).order;
}

function openIps(more: object = {}): Promise<OrderDto> {
  const body = { type: 'ip_open', connectionId: ipidea, product: 'isp', region: 'hk', duration: 'week', quantity: 2 };
  return order({ ...body, poolTag: 1, remark: 'for Box', ...more });
}

function topUpSim(amountGb: string): Promise<OrderDto> {
  return order({ type: 'top_up', accountId: sim, amountGb });
}

beforeAll(async () => {
  ipidea = (await connectForOrders(sandbox, 'ipidea')).id;
  const freebit = await connectForOrders(sandbox, 'freebit');
  const demo = (await sandbox.control('demo')) as { sims: { account: string; kind: string }[] };
  const account = demo.sims.find(({ kind }) => kind === 'sim')?.account ?? '';
  sim = (await createAccount(ctx, { connectionId: Number(freebit.id), externalId: account })).id;
});

describe('IPs', () => {
  test('are opened with our reference in the remark, and the provider’s order number comes back', async () => {
    const opened = await openIps();
    expect(opened).toMatchObject({ status: 'succeeded', quantity: 2, duration: 'week', price: null });
    expect(opened.providerOrderId).toMatch(/^\d+$/);
    expect((await effects('ipidea')).at(-1)?.remark).toBe(`${opened.reference} for Box`);
  });

  test('the other product and renewals use their own words', async () => {
    expect(await openIps({ product: 'static', duration: 'quarter' })).toMatchObject({ status: 'succeeded' });
    const renew = {
      type: 'ip_renew',
      connectionId: ipidea,
      product: 'static',
      ips: ['156.237.6.97'],
      duration: 'month',
    };
    expect(['succeeded', 'rejected']).toContain((await order(renew)).status);
  });

  test.each(['apply_then_drop', 'truncate', 'error_after'])(
    'whose answer is lost (%s) are never opened twice: the order list proves them',
    async (kind) => {
      const before = (await effects('ipidea')).length;
      await fault('ipidea', 'isp_ip_open', kind);
      const lost = await openIps();
      expect(lost.status).toBe('unknown');
      await expect(retryOrder(ctx, { id: Number(lost.id) })).rejects.toMatchObject({ code: 'invalid_state' });
      await sweepOrders(later(30));
      await proveOrders(later(30));
      const settled = await getOrder(ctx, { id: Number(lost.id) });
      expect(settled).toMatchObject({ status: 'succeeded', evidence: { kind: 'record' } });
      expect(settled.providerOrderId).toMatch(/^\d+$/);
      expect((await effects('ipidea')).length).toBe(before + 1);
    },
  );

  test('that were not opened are rejected once the lists are complete', async () => {
    await fault('ipidea', 'isp_ip_open', 'error_before');
    const lost = await openIps();
    await proveOrders(later(300));
    expect(await getOrder(ctx, { id: Number(lost.id) })).toMatchObject({
      status: 'rejected',
      evidence: { kind: 'no_record' },
    });
  });

  test('stay unknown while a line that bears no mark may be theirs', async () => {
    await fault('ipidea', 'isp_ip_open', 'apply_then_drop');
    const lost = await openIps();
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await readRecords(Number(ipidea), { from: today, to: today });
    const { reference } = await db().order.findUniqueOrThrow({ where: { id: Number(lost.id) } });
    const { count } = await db().providerRecord.updateMany({
      where: { reference: { startsWith: reference } },
      data: { reference: null }, // as from a provider that keeps no remarks
    });
    expect(count).toBe(1);
    await proveOrders(later(300));
    expect((await getOrder(ctx, { id: Number(lost.id) })).status).toBe('unknown');
    await resolveOrder(ctx, { id: Number(lost.id), outcome: 'succeeded', note: 'Seen on their site' });
  });

  test('are renewed once each: none is named twice', () => {
    const renew = { type: 'ip_renew', connectionId: ipidea, product: 'isp', duration: 'month' };
    expect(createOrderInput.safeParse({ ...renew, ips: ['1.2.3.4', '1.2.3.5'] }).success).toBe(true);
    expect(createOrderInput.safeParse({ ...renew, ips: ['1.2.3.4', '1.2.3.4'] }).success).toBe(false);
  });

  test('of somebody else are not found for an agent that would renew them', async () => {
    const opened = await openIps();
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await readRecords(Number(ipidea), { from: today, to: today });
    const line = await db().providerRecord.findFirstOrThrow({
      where: { externalOrderId: opened.providerOrderId ?? '' },
    });
    const ips = String((line.raw as { ip_list?: string }).ip_list).split(',');
    const agent = await createAgent(ctx, { name: 'A', email: 'a@example.com', currency: 'USD' });
    const customer = await createCustomer(ctx, { name: 'C', agentId: Number(agent.id) });
    const actor = {
      kind: 'key' as const,
      keyId: 1,
      name: 'k',
      role: 'agent' as const,
      agentId: Number(agent.id),
      address: null,
    };
    const renew = createOrderInput.parse({
      type: 'ip_renew',
      connectionId: ipidea,
      product: 'isp',
      ips,
      duration: 'week',
      customerId: customer.id,
    });
    const asAgent = { actor, now: () => new Date() };
    await expect(createOrder(asAgent, renew, { idempotencyKey: 'foreign' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('refused in plain words are rejected', async () => {
    expect(await openIps({ region: 'zz' })).toMatchObject({ status: 'rejected' });
  });
});

describe('a SIM', () => {
  test('is topped up in whole MB of 1,024 a GB, with our reference in quotaCode', async () => {
    const done = await topUpSim('0.5');
    expect(done).toMatchObject({ status: 'succeeded', units: '512 MB', bytes: 536_870_912 });
    expect((await effects('freebit')).at(-1)?.quotaCode).toContain(done.reference);
    await expect(topUpSim('1.01')).rejects.toMatchObject({ code: 'amount_not_whole', status: 422 });
  });

  test('whose answer is lost stays unknown and is never sent again: there is no list to look at', async () => {
    const before = (await effects('freebit')).length;
    await fault('freebit', 'addSpec', 'apply_then_drop');
    const lost = await topUpSim('0.25');
    for (const seconds of [30, 300, 3_000]) {
      await sweepOrders(later(seconds));
      await proveOrders(later(seconds));
    }
    expect(await getOrder(ctx, { id: Number(lost.id) })).toMatchObject({ status: 'unknown' });
    expect((await effects('freebit')).length).toBe(before + 1);
    const settled = await resolveOrder(ctx, {
      id: Number(lost.id),
      outcome: 'succeeded',
      note: 'Seen at the provider',
    });
    expect(settled).toMatchObject({ status: 'succeeded', evidence: { kind: 'manual' } });
  });

  test('a key that has ended is fetched anew, and the top-up goes through once', async () => {
    const before = (await effects('freebit')).length;
    await fault('freebit', 'addSpec', 'expired_token');
    expect((await topUpSim('0.25')).status).toBe('succeeded');
    expect((await effects('freebit')).length).toBe(before + 1);
  });
});
