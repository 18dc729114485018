import { describe, expect, test } from 'vitest';
import { type Actor, type Context, systemContext } from '@/lib/core/actor';
import { db, inTransaction } from '@/lib/infra/db';
import { checkLedger, getWallet } from '@/lib/ledger';
import {
  approveOrder,
  cancelOrder,
  createOrder,
  getOrder,
  previewTopUp,
  resolveOrder,
  retryOrder,
  submitOrder,
  sweepOrders,
} from './index';
import { keyOf, useOrderWorld } from './testing/order-world';

const ctx = systemContext('test');
const world = useOrderWorld();

describe('money and people', () => {
  const asAgent = () => keyOf(1, world.agentId);

  test('an order beyond wallet and credit is refused and leaves nothing behind', async () => {
    const before = await db().order.count();
    await expect(world.topUp(1_000_000_000n)).rejects.toMatchObject({ code: 'insufficient_funds', status: 422 });
    expect(await db().order.count()).toBe(before);
  });

  test('eight orders at once never pass the limit', async () => {
    const free = Number((await getWallet(world.billingAccountId)).available.amount);
    const gb = BigInt(Math.floor((free / 2.4 / 3.1) * 1_000_000));
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => world.topUp(gb)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(Number((await getWallet(world.billingAccountId)).available.amount)).toBeGreaterThanOrEqual(0);
    await world.pay('9000.00', 'MORE');
  });

  test('above the agent’s limit it waits for somebody else', async () => {
    const { order } = await world.topUp(101_000_000n, undefined, asAgent());
    expect(order.status).toBe('awaiting_approval');
    expect(await world.applied(order.reference)).toBe(0);
    await expect(approveOrder(asAgent(), { id: Number(order.id) })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await approveOrder(keyOf(2), { id: Number(order.id) })).toMatchObject({ status: 'succeeded' });
    expect(await world.applied(order.reference)).toBe(1);
    await expect(approveOrder(keyOf(2), { id: Number(order.id) })).rejects.toMatchObject({ code: 'invalid_state' });
    await expect(approveOrder(ctx, { id: Number(order.id) })).rejects.toMatchObject({ code: 'invalid_state' });
  });

  test('an order that nobody has to approve is in no state to be approved, also for who made it', async () => {
    const { order } = await world.topUp(1_000_000n, undefined, keyOf(2));
    await expect(approveOrder(keyOf(2), { id: Number(order.id) })).rejects.toMatchObject({ code: 'invalid_state' });
  });

  test('who ordered as an agent and is an admin now cannot approve it by a key of one’s own', async () => {
    const asPerson: Context = {
      ...asAgent(),
      actor: { ...asAgent().actor, kind: 'user', userId: 77, sessionId: 's' } as Actor,
    };
    const { order } = await world.topUp(101_000_000n, undefined, asPerson);
    const own = { name: 'own', prefix: 'p', keyHash: 'own-key', role: 'admin' as const, createdBy: 'user:77' };
    const { id } = await db().apiKey.create({ data: own });
    await expect(approveOrder(keyOf(id), { id: Number(order.id) })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await cancelOrder(keyOf(2), { id: Number(order.id) })).toMatchObject({ status: 'cancelled' });
  });

  test('approved and cancelled by four at once it goes one way, and the others read which', async () => {
    const { order } = await world.topUp(101_000_000n, undefined, asAgent());
    const id = Number(order.id);
    const acts = await Promise.allSettled([
      approveOrder(keyOf(2), { id }),
      cancelOrder(keyOf(3), { id }),
      approveOrder(keyOf(4), { id }),
      cancelOrder(asAgent(), { id }),
    ]);
    const refused = acts.flatMap((act) => (act.status === 'rejected' ? [act.reason] : []));
    // A cancel may come between the approval and the sending: then both were done, and nothing is sent.
    expect([2, 3]).toContain(refused.length);
    for (const reason of refused) {
      expect(reason).toMatchObject({ code: 'invalid_state' });
      expect(reason.message).not.toContain('awaiting approval');
    }
    const { status } = await getOrder(ctx, { id });
    if (refused.length === 2) expect(status).toBe('cancelled');
    expect(await world.applied(order.reference)).toBe(status === 'succeeded' ? 1 : 0);
  });

  test('cancelled while it waits it costs nothing and is never sent', async () => {
    const before = await getWallet(world.billingAccountId);
    const { order } = await world.topUp(102_000_000n, undefined, asAgent());
    expect((await cancelOrder(asAgent(), { id: Number(order.id) })).status).toBe('cancelled');
    expect(await getWallet(world.billingAccountId)).toEqual(before);
    expect(await world.applied(order.reference)).toBe(0);
  });

  test('another agent’s account and order are not found', async () => {
    const other = keyOf(1, 999);
    await expect(world.topUp(1_000_000n, undefined, other)).rejects.toMatchObject({ code: 'not_found' });
    const { order } = await world.topUp(1_000_000n);
    await expect(getOrder(other, { id: Number(order.id) })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('the preview says what will happen', async () => {
    const preview = await previewTopUp(asAgent(), { accountId: world.accountId, amountGb: 1_010_000n });
    expect(preview).toMatchObject({
      units: '1034.24 MB',
      price: { amount: '2.42' },
      enough: true,
      needsApproval: false,
    });
    expect(preview.similar.length).toBeGreaterThan(0);
  });
});

test('an unknown order cannot be settled by hand while it is being sent again', async () => {
  await world.fault('error_before', 'rechargeTrafficCount');
  const { order } = await world.topUp(1_111_000n);
  const id = Number(order.id);
  expect(order.status).toBe('unknown');
  await db().order.update({ where: { id }, data: { nextAttemptAt: null } });
  await world.fault('delay', 'rechargeTrafficCount', { ms: 1_000 });
  const sent = submitOrder(id, { replay: true });
  await expect.poll(() => db().attempt.count({ where: { orderId: id } })).toBe(2);
  const byHand = { id, outcome: 'rejected' as const, note: 'not there' };
  await expect(resolveOrder(keyOf(2), byHand)).rejects.toMatchObject({ code: 'invalid_state' });
  await sent;
  expect((await getOrder(ctx, { id })).status).toBe('succeeded');
  expect(await world.applied(order.reference)).toBe(1);
});

test('who settles by hand at the moment in which an order is taken to be sent again waits for that, and is refused', async () => {
  await world.fault('error_before', 'rechargeTrafficCount');
  const { order } = await world.topUp(1_222_000n);
  const id = Number(order.id);
  const { byHand } = await inTransaction(async (tx) => {
    const leaseUntil = new Date(Date.now() + 20_000);
    await tx.order.update({ where: { id }, data: { leaseOwner: 'another process', leaseUntil }, select: { id: true } });
    const settled = resolveOrder(keyOf(2), { id, outcome: 'rejected', note: 'not there' }).catch(
      (error: unknown) => error,
    );
    await expect.poll(() => db().$queryRaw`SELECT FROM pg_locks WHERE NOT granted`).toHaveLength(1);
    return { byHand: settled };
  });
  expect(await byHand).toMatchObject({ code: 'invalid_state' });
  expect((await getOrder(ctx, { id })).status).toBe('unknown');
  await db().order.update({ where: { id }, data: { leaseUntil: null } });
  expect(await resolveOrder(keyOf(2), { id, outcome: 'rejected', note: 'not there' })).toMatchObject({
    status: 'rejected',
  });
});

test('an unknown order of a connection that is switched off waits without an attempt, and goes on when it is on', async () => {
  await world.fault('error_before', 'rechargeTrafficCount');
  const { order } = await world.topUp(1_333_000n);
  const id = Number(order.id);
  const turn = (status: 'disabled' | 'ok') =>
    db().connection.update({ where: { id: world.connectionId }, data: { status } });
  await turn('disabled');
  for (const seconds of [60, 150, 240]) await sweepOrders(world.later(seconds));
  await expect(retryOrder(keyOf(2), { id })).rejects.toMatchObject({ code: 'connection_disabled' });
  expect(await getOrder(ctx, { id })).toMatchObject({ status: 'unknown', attempts: [{ outcome: 'unknown' }] });
  await turn('ok');
  await sweepOrders(world.later(330));
  expect((await getOrder(ctx, { id })).status).toBe('succeeded');
});

test('hundreds of unknown orders that only an admin can settle hold up no top-up that is sent again', async () => {
  await world.fault('error_before', 'rechargeTrafficCount');
  const { order } = await world.topUp(1_444_000n);
  expect(order.status).toBe('unknown');
  const { id: _, evidence: __, ...like } = await db().order.findUniqueOrThrow({ where: { id: Number(order.id) } });
  const earlier = { type: 'deduct' as const, billingAccountId: null, priceMinor: null, nextAttemptAt: new Date(0) };
  const many = Array.from({ length: 300 }, (_, no) => ({ ...like, ...earlier, reference: `gt-many-${no}` }));
  await db().order.createMany({ data: many });
  await sweepOrders(world.later(60));
  expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('succeeded');
  await db().order.deleteMany({ where: { reference: { startsWith: 'gt-many-' } } });
});

test('an order of a connection that cannot be opened holds up no other one', async () => {
  const { id: orderId, connectionId } = await db().order.findFirstOrThrow({ where: { status: 'succeeded' } });
  const { id: _, ...like } = await db().connection.findUniqueOrThrow({ where: { id: connectionId } });
  const data = { ...like, name: 'Lost', credentials: 'not ours', settings: {} };
  const lost = await db().connection.create({ data });
  const { id: __, evidence: ___, ...order } = await db().order.findUniqueOrThrow({ where: { id: orderId } });
  const unknown = { status: 'unknown' as const, billingAccountId: null, priceMinor: null, settledAt: null };
  const stuck = { ...order, ...unknown, reference: 'gt-stuck', connectionId: lost.id, nextAttemptAt: null };
  await db().order.create({ data: stuck });
  await world.fault('error_before', 'rechargeTrafficCount');
  const { order: made } = await world.topUp(1_222_000n);
  expect(made.status).toBe('unknown');
  await sweepOrders(world.later(60));
  expect((await getOrder(ctx, { id: Number(made.id) })).status).toBe('succeeded');
  expect(await db().order.findUnique({ where: { reference: 'gt-stuck' } })).toMatchObject({ status: 'unknown' });
});

test.each(['top_up', 'deduct'] as const)(
  'of two tabs that confirm a %s at one moment, one is asked again',
  async (type) => {
    const { similar } = await previewTopUp(ctx, { accountId: world.accountId, amountGb: 1_000_000n, type });
    const knownSimilar = similar.map(({ id }) => Number(id));
    const input = { type, accountId: world.accountId, amountGb: 1_000_000n, note: null };
    const tabs = await Promise.allSettled(
      [`${type}-1`, `${type}-2`].map((idempotencyKey) => createOrder(ctx, input, { idempotencyKey, knownSimilar })),
    );
    expect(tabs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(tabs.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'similar_order' } });
  },
);

test('forms and programs that order for one account at one moment do not wait for each other in a circle', async () => {
  const input = { type: 'deduct' as const, accountId: world.accountId, amountGb: 10_000n, note: null };
  for (let round = 0; round < 8; round++) {
    const { similar } = await previewTopUp(ctx, { ...input });
    const knownSimilar = similar.map(({ id }) => Number(id));
    const tries = await Promise.allSettled(
      [0, 1, 2, 3].map((no) => {
        const asForm = no % 2 === 0 ? { knownSimilar } : {};
        return createOrder(ctx, input, { idempotencyKey: `circle-${round}-${no}`, ...asForm });
      }),
    );
    const reasons = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    for (const reason of reasons) expect(reason).toMatchObject({ code: 'similar_order' });
  }
});

test('after all that the ledger proves itself', async () => {
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
});
