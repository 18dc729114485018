import { beforeAll, expect, test } from 'vitest';
import type { Context } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { checkLedger, getWallet } from '@/lib/ledger';
import { createOrder, getOrder } from '@/lib/orders';
import { useOrderWorld } from '@/lib/orders/testing/order-world';
import { IPWEB_TOKEN } from '@/sandbox/credentials';
import { adoptRecord, countDiscrepancies, explainDiscrepancy, keepDifferences, listDiscrepancies } from './index';

const world = useOrderWorld();

const admin: Context = {
  actor: { kind: 'key', keyId: 1, name: 'admin', role: 'admin', agentId: null, address: null },
  now: () => new Date(),
};
const viewer: Context = {
  ...admin,
  actor: { ...admin.actor, kind: 'key', keyId: 2, role: 'viewer' } as Context['actor'],
};

beforeAll(async () => {
  await sync();
});

async function sync(): Promise<void> {
  await world.sync();
  await keepDifferences();
}

/** A recharge on the provider's own site: our adapter is not asked. */
async function rechargeThere(gb: string, no: string): Promise<void> {
  const url = new URL((await db().connection.findUniqueOrThrow({ where: { id: world.connectionId } })).baseUrl);
  url.pathname += '/api/agent/rechargeTrafficCount';
  url.search = String(new URLSearchParams({ customerId: world.externalId, trafficCount: gb, orderId: no }));
  const answer = await fetch(url, { headers: { token: IPWEB_TOKEN } });
  expect(await answer.json()).toMatchObject({ code: 200 });
}

async function open() {
  return (await listDiscrepancies(viewer, { limit: 50 })).data;
}

test('what the provider’s list held before the first sync is history', async () => {
  expect(await db().providerRecord.count({ where: { kind: 'recharge' } })).toBeGreaterThan(0);
  expect(await open()).toEqual([]);
});

test('a recharge of their own is found once, and adopted as one order with its record as proof', async () => {
  await rechargeThere('2', 'elsewhere-1');
  await sync();
  await keepDifferences();
  const found = await open();
  expect(found).toMatchObject([{ kind: 'only_provider', units: '2048 MB', adoptable: true, orderId: null }]);
  expect(await countDiscrepancies(viewer)).toMatchObject({
    open: 1,
    oldest: { connectionId: String(world.connectionId) },
  });
  const before = await getWallet(world.billingAccountId);
  const hook = { url: 'https://example.com/hook', events: ['order.succeeded'], secret: 'sealed', createdBy: 'user:1' };
  await db().webhook.create({ data: hook });
  const input = { id: Number(found[0]?.id), charge: true };
  await expect(adoptRecord(viewer, input)).rejects.toMatchObject({ code: 'forbidden' });
  const made = await Promise.all([adoptRecord(admin, input), adoptRecord(admin, input)]);
  expect(made[0]).toEqual(made[1]);
  const order = await getOrder(admin, { id: Number(made[0]?.orderId) });
  expect(order).toMatchObject({ type: 'top_up', status: 'succeeded', amountGb: '2', attempts: [] });
  expect(order.note, 'who it was on their site is not the agent’s business').toBe(
    'Adopted: made on the provider’s own site.',
  );
  const told = await db().webhookDelivery.findMany();
  expect(told.map(({ body }) => JSON.parse(body))).toMatchObject([
    { event: 'order.succeeded', data: { order: { id: order.id, status: 'succeeded', amountGb: '2' } } },
  ]);
  expect(order.evidence).toMatchObject({ kind: 'record', recordIds: [found[0]?.recordId] });
  const after = await getWallet(world.billingAccountId);
  expect(Number(before.balance.amount) - Number(after.balance.amount)).toBeCloseTo(Number(order.price?.amount), 2);
  expect(order.price).toEqual({ amount: '4.80', currency: 'USD' });
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
  await sync();
  expect(await open()).toEqual([]);
});

test('adopted without charging it costs nobody anything', async () => {
  await rechargeThere('3', 'elsewhere-2');
  await sync();
  const before = await getWallet(world.billingAccountId);
  const [found] = await open();
  const { orderId } = await adoptRecord(admin, { id: Number(found?.id), charge: false });
  expect((await getOrder(admin, { id: Number(orderId) })).price).toBeNull();
  expect(await getWallet(world.billingAccountId)).toEqual(before);
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
});

test('an order whose record is late is a difference until the record appears', async () => {
  await world.fault('lag_records', 'RechargeFlowList');
  const input = { type: 'top_up' as const, accountId: world.accountId, amountGb: 1_500_000n, note: null };
  const { order } = await createOrder(world.ctx, input, { idempotencyKey: 'late' });
  await db().setting.deleteMany();
  await keepDifferences();
  expect(await open(), 'made after the list was read').toEqual([]);
  await sync();
  expect(await open()).toMatchObject([{ kind: 'only_ours', orderId: order.id, adoptable: false }]);
  await world.clearFaults();
  await sync();
  expect(await open()).toEqual([]);
  const row = await db().discrepancy.findFirstOrThrow({ where: { orderId: Number(order.id) } });
  expect(row).toMatchObject({ resolvedBy: 'system:reconciliation', resolution: expect.stringContaining('appeared') });
});

test('what an admin has explained stays closed, with the note in the audit', async () => {
  await rechargeThere('4', 'elsewhere-3');
  await sync();
  const [found] = await open();
  const input = { id: Number(found?.id), note: 'A gift of the provider' };
  await expect(explainDiscrepancy(viewer, input)).rejects.toMatchObject({ code: 'forbidden' });
  await explainDiscrepancy(admin, input);
  await expect(explainDiscrepancy(admin, input)).rejects.toMatchObject({ code: 'invalid_state' });
  await expect(explainDiscrepancy(admin, { ...input, id: 999 })).rejects.toMatchObject({ code: 'not_found' });
  await sync();
  expect(await open()).toEqual([]);
  const event = { action: 'discrepancy.resolved', entityId: found?.id ?? '' };
  expect(await db().auditEvent.count({ where: { ...event, actor: 'key:1' } })).toBe(1);
});

test('what is closed, or is an order’s by now, is adopted no more: it would be charged twice', async () => {
  await rechargeThere('5', 'elsewhere-4');
  await sync();
  const [explained] = await open();
  const input = { id: Number(explained?.id), charge: true };
  await explainDiscrepancy(admin, { id: input.id, note: 'A gift, too' });
  const before = await getWallet(world.billingAccountId);
  await expect(adoptRecord(admin, input)).rejects.toMatchObject({ code: 'invalid_state' });

  // As a sync sees it that reads the list while the call for an order of ours is out.
  const { order } = await world.topUp(6_000_000n);
  const { id } = order;
  await db().order.update({ where: { id: Number(id) }, data: { status: 'cancelled' } });
  await sync();
  const [found] = await open();
  expect(found).toMatchObject({ kind: 'only_provider', units: '6144 MB' });
  for (const status of ['submitting', 'unknown', 'succeeded'] as const) {
    await db().order.update({ where: { id: Number(id) }, data: { status } });
    const late = adoptRecord(admin, { id: Number(found?.id), charge: true });
    await expect(late, status).rejects.toMatchObject({
      code: 'invalid_state',
      message: expect.stringContaining(`#${id}`),
    });
  }
  const after = await getWallet(world.billingAccountId);
  expect(Number(before.balance.amount) - Number(after.balance.amount)).toBeCloseTo(Number(order.price?.amount), 2);
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
});
