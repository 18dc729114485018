import { expect, test } from 'vitest';
import { systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { checkLedger, getWallet } from '@/lib/ledger';
import { cancelOrder, getOrder, listOrderEvents, sweepOrders } from './index';
import { useOrderWorld } from './testing/order-world';

const ctx = systemContext('test');
const world = useOrderWorld();
/** From now on the connection's own request budget has room in so many seconds. */
async function roomIn(seconds: number): Promise<void> {
  await db().$executeRaw`
    INSERT INTO request_budget (connection_id, next_at, minute, used)
    SELECT id, now() + make_interval(secs => ${seconds}::int), now(), 1 FROM connection
    ON CONFLICT (connection_id) DO UPDATE SET next_at = excluded.next_at`;
}

test('a top-up that our own budget keeps back is queued, not unknown, and arrives once there is room', async () => {
  const before = await getWallet(world.billingAccountId);
  await roomIn(600);
  const { order } = await world.topUp(1_000_000n);
  expect(order.status).toBe('queued');
  expect(order.attempts).toMatchObject([{ outcome: 'unknown', sent: false }]);
  expect(await world.applied(order.reference)).toBe(0);
  expect((await getWallet(world.billingAccountId)).held.amount).not.toBe('0.00');
  await sweepOrders();
  expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('queued');

  await roomIn(0);
  await sweepOrders(world.later(70));
  await sweepOrders(world.later(70));
  const done = await getOrder(ctx, { id: Number(order.id) });
  expect(done.status).toBe('succeeded');
  const steps = await listOrderEvents(ctx, { id: Number(order.id) });
  expect(steps.map(({ to }) => to)).toEqual(['queued', 'submitting', 'queued', 'submitting', 'succeeded']);
  expect(await world.applied(order.reference)).toBe(1);
  const after = await getWallet(world.billingAccountId);
  expect(after.held.amount).toBe('0.00');
  expect(Number(before.balance.amount) - Number(after.balance.amount)).toBeCloseTo(2.4, 5);
});

test('refused when it is sent at last, it is rejected at once: no call of before could have landed', async () => {
  await roomIn(600);
  const { order } = await world.topUp(1_100_000n);
  await roomIn(0);
  await world.fault('reject', 'rechargeTrafficCount');
  await sweepOrders(world.later(70));
  const done = await getOrder(ctx, { id: Number(order.id) });
  expect(done).toMatchObject({ status: 'rejected', evidence: null });
  expect(await world.applied(order.reference)).toBe(0);
});

test('without an answer when it is sent at last, it is unknown', async () => {
  await roomIn(600);
  const { order } = await world.topUp(1_200_000n);
  await roomIn(0);
  await world.fault('apply_then_drop', 'rechargeTrafficCount');
  await sweepOrders(world.later(70));
  expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
  await roomIn(600);
  await sweepOrders(world.later(70));
  // Kept back this time, but an earlier call may have landed: that is still not known.
  expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
  await roomIn(0);
  await sweepOrders(world.later(300));
  expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('succeeded');
  expect(await world.applied(order.reference)).toBe(1);
});

test('kept back when an unknown order is tried again, it is free for the next try, after its own pause', async () => {
  await roomIn(600);
  const { order } = await world.topUp(1_300_000n);
  const id = Number(order.id);
  // As where the provider could not be reached: unknown, and yet nothing was sent.
  await db().order.update({ where: { id }, data: { status: 'unknown', nextAttemptAt: null } });
  const startedAt = Date.now();
  await sweepOrders();
  const row = await db().order.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ status: 'unknown', leaseOwner: null, leaseUntil: null, attemptCount: 2 });
  expect(row.nextAttemptAt?.getTime()).toBeGreaterThan(startedAt + 5_000);
  await roomIn(0);
  await sweepOrders(world.later(70));
  expect((await getOrder(ctx, { id })).status).toBe('succeeded');
  expect(await world.applied(order.reference)).toBe(1);
});

test('a deduct waits as well, and can be cancelled while it does', async () => {
  await roomIn(600);
  const one = (await world.deduct(500_000n)).order;
  expect(one.status).toBe('queued');
  await cancelOrder(ctx, { id: Number(one.id) });
  await roomIn(0);
  await sweepOrders(world.later(70));
  expect((await getOrder(ctx, { id: Number(one.id) })).status).toBe('cancelled');
  expect(await checkLedger()).toMatchObject({ ok: true });
});
