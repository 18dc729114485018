import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Actor, type Context, systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { checkLedger, getWallet } from '@/lib/ledger';
import { proveOrders } from '@/lib/reconciliation';
import {
  approveOrder,
  cancelOrder,
  createOrder,
  getOrder,
  previewTopUp,
  resolveOrder,
  retryOrder,
  sweepOrders,
} from './index';
import { claimOrder } from './lease';
import type { CreateOrderInput } from './schemas';
import { type OrderWorld, openOrderWorld } from './testing/order-world';

useTestDatabase();

const ctx = systemContext('test');
let world: OrderWorld;

function agentActor(): Actor {
  return { kind: 'key', keyId: 1, name: 'agent key', role: 'agent', agentId: world.agentId, address: null };
}

function admin(keyId: number): Context {
  const actor = { kind: 'key' as const, keyId, name: 'admin', role: 'admin' as const, agentId: null, address: null };
  return { actor, now: () => new Date() };
}

async function effectCount(): Promise<number> {
  return (await world.effects()).length;
}

let keys = 0;
function topUp(amount: bigint, key = `k${++keys}`, as: Context = ctx) {
  return createOrder(
    as,
    { type: 'top_up', accountId: world.accountId, amountGb: amount, note: null },
    { idempotencyKey: key },
  );
}

function deduct(amount: bigint) {
  const input: CreateOrderInput = { type: 'deduct', accountId: world.accountId, amountGb: amount, note: 'mistake' };
  return createOrder(ctx, input, { idempotencyKey: `k${++keys}` });
}

beforeAll(async () => {
  world = await openOrderWorld();
});

beforeEach(async () => {
  await world.clearFaults();
});

afterAll(() => world.close());

describe('a top-up', () => {
  test('arrives exactly once, in the provider’s unit, and is paid', async () => {
    const before = await getWallet(world.billingAccountId);
    const { order, created } = await topUp(1_010_000n);
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
    const { order } = await topUp(1_000_000n, 'told-again');
    const { connectionId } = await db().upstreamAccount.findUniqueOrThrow({ where: { id: world.accountId } });
    const status = (to: 'disabled' | 'ok') =>
      db().connection.update({ where: { id: connectionId }, data: { status: to } });
    await status('disabled');
    try {
      expect(await topUp(1_000_000n, 'told-again')).toMatchObject({ order: { id: order.id }, created: false });
      await expect(topUp(2_000_000n, 'told-again')).rejects.toMatchObject({ code: 'idempotency_conflict' });
      await expect(topUp(1_000_000n)).rejects.toMatchObject({ code: 'connection_disabled' });
    } finally {
      await status('ok');
    }
    expect(await world.applied(order.reference)).toBe(1);
  });

  test('posted eight times at once with one key is one order', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => topUp(2_000_000n, 'same-key')));
    expect(new Set(results.map(({ order }) => order.id)).size).toBe(1);
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(await world.applied(results[0]?.order.reference ?? '')).toBe(1);
    await expect(topUp(3_000_000n, 'same-key')).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });

  test('refused by the provider gives the money back', async () => {
    const before = await getWallet(world.billingAccountId);
    await world.fault('reject', 'rechargeTrafficCount');
    const { order } = await topUp(4_000_000n);
    expect(order.status).toBe('rejected');
    expect(await world.applied(order.reference)).toBe(0);
    expect(await getWallet(world.billingAccountId)).toEqual(before);
  });

  const lost = ['apply_then_drop', 'error_after', 'truncate', 'wrong_type', 'refuse', 'error_before', 'html'];
  test.each(lost)('whose answer is lost (%s) is unknown, then sent again under its reference: once', async (kind) => {
    await world.fault(kind, 'rechargeTrafficCount');
    const { order } = await topUp(1_000_000n);
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
    const { order } = await topUp(1_000_000n);
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
    const { order } = await topUp(1_000_000n);
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
      const { order } = await topUp(1_234_000n);
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
    const [applied, lost] = [(await topUp(1_717_000n)).order, (await topUp(1_717_000n)).order];
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
    const order = await db().order.findUniqueOrThrow({ where: { id: Number((await topUp(1_000_000n)).order.id) } });
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
    const { order } = await topUp(1_000_000n);
    await db().order.update({ where: { id: Number(order.id) }, data: { status: 'queued', settledAt: null } });
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimOrder(ctx, Number(order.id), { replay: false })));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await db().order.update({ where: { id: Number(order.id) }, data: { status: 'succeeded', settledAt: new Date() } });
  });
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

describe('money and people', () => {
  const asAgent = (): Context => ({ actor: agentActor(), now: () => new Date() });

  test('an order beyond wallet and credit is refused and leaves nothing behind', async () => {
    const before = await db().order.count();
    await expect(topUp(1_000_000_000n)).rejects.toMatchObject({ code: 'insufficient_funds', status: 422 });
    expect(await db().order.count()).toBe(before);
  });

  test('eight orders at once never pass the limit', async () => {
    const free = Number((await getWallet(world.billingAccountId)).available.amount);
    const gb = BigInt(Math.floor((free / 2.4 / 3.1) * 1_000_000));
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => topUp(gb)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(Number((await getWallet(world.billingAccountId)).available.amount)).toBeGreaterThanOrEqual(0);
    await world.pay('9000.00', 'MORE');
  });

  test('above the agent’s limit it waits for somebody else', async () => {
    const { order } = await topUp(101_000_000n, undefined, asAgent());
    expect(order.status).toBe('awaiting_approval');
    expect(await world.applied(order.reference)).toBe(0);
    await expect(approveOrder(asAgent(), { id: Number(order.id) })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await approveOrder(admin(2), { id: Number(order.id) })).toMatchObject({ status: 'succeeded' });
    expect(await world.applied(order.reference)).toBe(1);
    await expect(approveOrder(admin(2), { id: Number(order.id) })).rejects.toMatchObject({ code: 'invalid_state' });
  });

  test('who ordered as an agent and is an admin now cannot approve it by a key of one’s own', async () => {
    const asPerson: Context = {
      ...asAgent(),
      actor: { ...agentActor(), kind: 'user', userId: 77, sessionId: 's' } as Actor,
    };
    const { order } = await topUp(101_000_000n, undefined, asPerson);
    const own = { name: 'own', prefix: 'p', keyHash: 'own-key', role: 'admin' as const, createdBy: 'user:77' };
    const { id } = await db().apiKey.create({ data: own });
    await expect(approveOrder(admin(id), { id: Number(order.id) })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await cancelOrder(admin(2), { id: Number(order.id) })).toMatchObject({ status: 'cancelled' });
  });

  test('cancelled while it waits it costs nothing and is never sent', async () => {
    const before = await getWallet(world.billingAccountId);
    const { order } = await topUp(102_000_000n, undefined, asAgent());
    expect((await cancelOrder(asAgent(), { id: Number(order.id) })).status).toBe('cancelled');
    expect(await getWallet(world.billingAccountId)).toEqual(before);
    expect(await world.applied(order.reference)).toBe(0);
  });

  test('another agent’s account and order are not found', async () => {
    const other: Context = { actor: { ...agentActor(), agentId: 999 } as Actor, now: () => new Date() };
    await expect(topUp(1_000_000n, undefined, other)).rejects.toMatchObject({ code: 'not_found' });
    const { order } = await topUp(1_000_000n);
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

describe('a deduct is never sent twice', () => {
  test('refused in plain words it is rejected', async () => {
    const { order } = await deduct(900_000_000_000n);
    expect(order.status).toBe('rejected');
  });

  test.each(['apply_then_drop', 'error_after', 'truncate'])('%s: the record proves that it landed', async (kind) => {
    const before = await effectCount();
    await world.fault(kind, 'deductionFlow');
    const { order } = await deduct(10_000n + BigInt(before));
    expect(order.status).toBe('unknown');
    await expect(retryOrder(ctx, { id: Number(order.id) })).rejects.toMatchObject({ code: 'invalid_state' });
    await sweepOrders(world.later(30));
    await proveOrders(world.later(30));
    const settled = await getOrder(ctx, { id: Number(order.id) });
    expect(settled).toMatchObject({ status: 'succeeded', evidence: { kind: 'record' } });
    const { residualBefore, residualAfter } = settled.evidence ?? {};
    // Each figure is rounded to bytes by itself, and the customer may have used some in between.
    expect((residualBefore ?? 0) - (residualAfter ?? 0)).toBeGreaterThanOrEqual((settled.bytes ?? 0) - 1);
    expect(settled.attempts).toHaveLength(1);
    expect(await effectCount()).toBe(before + 1);
  });

  test('that did not land is rejected only after the lag, with complete records', async () => {
    const before = await effectCount();
    await world.fault('error_before', 'deductionFlow');
    const { order } = await deduct(77_000n);
    expect(order.status).toBe('unknown');
    await proveOrders(world.later(30));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
    await proveOrders(world.later(180));
    expect(await getOrder(ctx, { id: Number(order.id) })).toMatchObject({
      status: 'rejected',
      evidence: { kind: 'no_record' },
    });
    expect(await effectCount()).toBe(before);
  });

  test('stays unknown without a record where just its traffic is gone', async () => {
    await world.fault('apply_then_drop', 'deductionFlow');
    const { order } = await deduct(79_000n);
    await world.fault('lag_records', 'RechargeFlowList');
    await proveOrders(world.later(900));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
    await world.clearFaults();
    await proveOrders(world.later(960));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('succeeded');
  });

  test('stays unknown while the records cannot be read; an admin may settle it', async () => {
    await world.fault('error_before', 'deductionFlow');
    const { order } = await deduct(78_000n);
    await world.fault('html', 'RechargeFlowList', {}, { times: -1 });
    await proveOrders(world.later(900));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
    const settled = await resolveOrder(admin(3), {
      id: Number(order.id),
      outcome: 'rejected',
      note: 'Asked the provider',
    });
    expect(settled).toMatchObject({ status: 'rejected', evidence: { kind: 'manual', note: 'Asked the provider' } });
  });
});

test('after all that the ledger proves itself', async () => {
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
});
