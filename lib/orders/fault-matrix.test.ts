import { describe, expect, test } from 'vitest';
import { dieAt } from '@/bin/test/die-at';
import { FAILPOINTS } from '@/lib/infra/failpoint';
import { checkLedger, getWallet } from '@/lib/ledger';
import { createOrder } from './index';
import { createOrderInput } from './schemas';
import { settleInTime, useOrderWorld } from './testing/order-world';

const world = useOrderWorld();
let keys = 0;

const FAULTS = ['none', 'apply_then_drop', 'error_before'] as const;
const matrix = (['top_up', 'deduct'] as const).flatMap((type) =>
  FAULTS.flatMap((fault) => FAILPOINTS.map((step) => ({ type, fault, step }))),
);

/** Deducts are the costlier ones to settle: each step once without a fault, and the steps after the call with each. */
const cases = matrix.filter(
  ({ fault, step }) => fault === 'none' || step === 'order.answered' || step === 'order.recording',
);

describe('killed at any step, the order ends true', () => {
  test.each(cases)('$type, $fault, killed at $step', async ({ type, fault, step }) => {
    await world.clearFaults();
    const key = `matrix-${++keys}`;
    // Every order has an amount of its own, so that records tell them apart.
    const body = { type, accountId: String(world.accountId), amountGb: (0.1 + keys / 100).toFixed(2), note: 'matrix' };
    if (fault !== 'none') await world.fault(fault, type === 'top_up' ? 'rechargeTrafficCount' : 'deductionFlow');
    const before = (await world.effects()).length;
    await dieAt(step, 'lib/orders/testing/order-and-die.ts', key, JSON.stringify(body));
    const input = createOrderInput.parse(body);
    const again = await Promise.all([1, 2].map(() => createOrder(world.ctx, input, { idempotencyKey: key })));
    expect(new Set(again.map(({ order }) => order.id)).size).toBe(1);
    const order = await settleInTime(Number(again[0]?.order.id));
    const applied = (await world.effects()).length - before;
    expect({ status: order.status, applied }).toEqual(
      order.status === 'succeeded' ? { status: 'succeeded', applied: 1 } : { status: 'rejected', applied: 0 },
    );
    if (type === 'deduct') expect(order.attempts.length).toBeLessThanOrEqual(1);
    if (type === 'top_up') expect(order.status).toBe('succeeded');
  });

  test('and the money is right', async () => {
    expect((await getWallet(world.billingAccountId)).held.amount).toBe('0.00');
    expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
  });
});
