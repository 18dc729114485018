import { describe, expect, test } from 'vitest';
import { systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { checkLedger, getWallet } from '@/lib/ledger';
import { getOrder, sweepOrders } from './index';
import { claimOrder } from './lease';
import { useOrderWorld } from './testing/order-world';

const ctx = systemContext('test');
const world = useOrderWorld();

describe('a top-up', () => {
  test('arrives exactly once, in the provider’s unit, and is paid', async () => {
    const before = await getWallet(world.billingAccountId);
    const { order, created } = await world.topUp(1_010_000n);
    expect(created).toBe(true);
    expect(order).toMatchObject({
      status: 'succeeded',
      amountGb: '1.01',
      units: '1034.24 MB',
      bytes: 1_084_479_242,
      price: { amount: '2.42', currency: 'USD' },
    });
    expect(order.attempts).toMatchObject([{ outcome: 'accepted' }]);
    expect(await world.applied(order.reference)).toBe(1);
    const after = await getWallet(world.billingAccountId);
    expect(Number(before.balance.amount) - Number(after.balance.amount)).toBeCloseTo(2.42, 5);
    expect(after.held.amount).toBe('0.00');
  });

  test('asked for again under its key, it is the same order, also where it could not be made any more', async () => {
    const { order } = await world.topUp(1_000_000n, 'told-again');
    const { connectionId } = await db().upstreamAccount.findUniqueOrThrow({ where: { id: world.accountId } });
    const status = (to: 'disabled' | 'ok') =>
      db().connection.update({ where: { id: connectionId }, data: { status: to } });
    await status('disabled');
    try {
      expect(await world.topUp(1_000_000n, 'told-again')).toMatchObject({ order: { id: order.id }, created: false });
      await expect(world.topUp(2_000_000n, 'told-again')).rejects.toMatchObject({ code: 'idempotency_conflict' });
      await expect(world.topUp(1_000_000n)).rejects.toMatchObject({ code: 'connection_disabled' });
    } finally {
      await status('ok');
    }
    expect(await world.applied(order.reference)).toBe(1);
  });

  test('posted eight times at once with one key is one order', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => world.topUp(2_000_000n, 'same-key')));
    expect(new Set(results.map(({ order }) => order.id)).size).toBe(1);
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(await world.applied(results[0]?.order.reference ?? '')).toBe(1);
    await expect(world.topUp(3_000_000n, 'same-key')).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });

  test('refused by the provider gives the money back', async () => {
    const before = await getWallet(world.billingAccountId);
    await world.fault('reject', 'rechargeTrafficCount');
    const { order } = await world.topUp(4_000_000n);
    expect(order.status).toBe('rejected');
    expect(await world.applied(order.reference)).toBe(0);
    expect(await getWallet(world.billingAccountId)).toEqual(before);
  });

  const lost = ['apply_then_drop', 'error_after', 'truncate', 'wrong_type', 'refuse', 'error_before', 'html'];
  test.each(lost)('whose answer is lost (%s) is unknown, then sent again under its reference: once', async (kind) => {
    await world.fault(kind, 'rechargeTrafficCount');
    const { order } = await world.topUp(1_000_000n);
    expect(order.status).toBe('unknown');
    expect((await getWallet(world.billingAccountId)).held.amount).toBe('2.40');
    await sweepOrders(world.later(30));
    const settled = await getOrder(ctx, { id: Number(order.id) });
    expect(settled.status).toBe('succeeded');
    expect(settled.attempts.map(({ outcome }) => outcome)[0]).toBe('unknown');
    expect(await world.applied(order.reference)).toBe(1);
    expect((await getWallet(world.billingAccountId)).held.amount).toBe('0.00');
  });

  test('that was applied while the provider speaks of its own failure is never taken for refused', async () => {
    const words = { status: 200, body: { code: 500, msg: '系统异常，请稍后再试' } };
    await world.fault('error_after', 'rechargeTrafficCount', words);
    await world.fault('error_before', 'rechargeTrafficCount', words, { nth: 2 });
    await world.fault('error_before', 'rechargeTrafficCount', words, { nth: 3 });
    const { order } = await world.topUp(1_000_000n);
    expect(order.status).toBe('unknown');
    for (const seconds of [30, 120]) {
      await sweepOrders(world.later(seconds));
      expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
    }
    await sweepOrders(world.later(300));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('succeeded');
    expect(await world.applied(order.reference)).toBe(1);
  });

  test('that was applied but then refused for another reason stays unknown until the provider says so', async () => {
    await world.fault('apply_then_drop', 'rechargeTrafficCount');
    await world.fault('expired_token', 'rechargeTrafficCount', {}, { nth: 2 });
    const { order } = await world.topUp(1_000_000n);
    await sweepOrders(world.later(30));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
    await sweepOrders(world.later(120));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('succeeded');
    expect(await world.applied(order.reference)).toBe(1);
  });

  test.each([
    ['apply_then_drop', 'succeeded', 'record', 1],
    ['error_before', 'rejected', 'repeated_refusal', 0],
  ])(
    'lost by %s and then refused twice in plain words is %s: the records decide',
    async (kind, status, proof, times) => {
      await world.fault(kind, 'rechargeTrafficCount');
      await world.fault('reject', 'rechargeTrafficCount', {}, { nth: 2, times: 2 });
      const { order } = await world.topUp(1_234_000n);
      await sweepOrders(world.later(30));
      expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
      await sweepOrders(world.later(120));
      expect(await getOrder(ctx, { id: Number(order.id) })).toMatchObject({ status, evidence: { kind: proof } });
      expect(await world.applied(order.reference)).toBe(times);
      expect((await getWallet(world.billingAccountId)).held.amount).toBe('0.00');
    },
  );

  test('and another of the same amount, both in doubt and refused: one line of the provider proves neither', async () => {
    await world.fault('apply_then_drop', 'rechargeTrafficCount');
    await world.fault('error_before', 'rechargeTrafficCount', {}, { nth: 2 });
    await world.fault('reject', 'rechargeTrafficCount', {}, { nth: 3, times: 4 });
    const [applied, lost] = [(await world.topUp(1_717_000n)).order, (await world.topUp(1_717_000n)).order];
    const statuses = () =>
      Promise.all([applied, lost].map(async ({ id }) => (await getOrder(ctx, { id: Number(id) })).status));
    for (const seconds of [30, 120]) {
      await sweepOrders(world.later(seconds));
      expect(await statuses()).toEqual(['unknown', 'unknown']);
    }
    await sweepOrders(world.later(300));
    expect(await statuses()).toEqual(['succeeded', 'succeeded']);
    expect(await world.applied(applied.reference)).toBe(1);
    expect(await world.applied(lost.reference)).toBe(1);
    expect((await getWallet(world.billingAccountId)).held.amount).toBe('0.00');
  });

  test('whose process died while the call was out is swept up and credited once', async () => {
    await world.fault('apply_then_drop', 'rechargeTrafficCount');
    const order = await db().order.findUniqueOrThrow({
      where: { id: Number((await world.topUp(1_000_000n)).order.id) },
    });
    // As a killed process leaves it: claimed, attempt written, no outcome.
    await db().order.update({ where: { id: order.id }, data: { status: 'queued', nextAttemptAt: null } });
    expect(await claimOrder(ctx, order.id, { replay: false })).not.toBeNull();
    await sweepOrders(ctx);
    expect((await getOrder(ctx, { id: order.id })).status).toBe('submitting');
    await sweepOrders(world.later(60));
    await sweepOrders(world.later(120));
    expect((await getOrder(ctx, { id: order.id })).status).toBe('succeeded');
    expect(await world.applied(order.reference)).toBe(1);
  });

  test('cannot be sent by two processes', async () => {
    const { order } = await world.topUp(1_000_000n);
    await db().order.update({ where: { id: Number(order.id) }, data: { status: 'queued', settledAt: null } });
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimOrder(ctx, Number(order.id), { replay: false })));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await db().order.update({ where: { id: Number(order.id) }, data: { status: 'succeeded', settledAt: new Date() } });
  });
});

test('after all that the ledger proves itself', async () => {
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
});
