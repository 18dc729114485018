import { afterEach, expect, test, vi } from 'vitest';
import { systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { checkLedger } from '@/lib/ledger';
import { proveOrders } from '@/lib/reconciliation';
import { createOrder, getOrder, listOrderEvents, sweepOrders } from './index';
import { later, useOrderWorld } from './testing/order-world';

const ctx = systemContext('test');
const world = useOrderWorld();
const DAY_SECONDS = 86_400;
const ahead = later(2 * DAY_SECONDS);

/** An order as a process has left it whose clock was two days ahead; the provider's was right. */
async function dateAhead(id: string): Promise<void> {
  await db().$executeRaw`
    WITH calls AS (
      UPDATE attempt SET at = at + interval '2 days', finished_at = finished_at + interval '2 days' WHERE order_id = ${Number(id)})
    UPDATE "order" SET created_at = created_at + interval '2 days', next_attempt_at = next_attempt_at + interval '2 days',
      unknown_since = unknown_since + interval '2 days' WHERE id = ${Number(id)}`;
}

afterEach(() => {
  vi.useRealTimers();
});

const statusOf = async (id: string) => (await getOrder(ctx, { id: Number(id) })).status;

/** A deduct whose answer is lost, and of which only the lists can tell. */
async function lostDeduct(amountGb: bigint): Promise<string> {
  await world.fault('apply_then_drop', 'deductionFlow');
  const body = { type: 'deduct' as const, accountId: world.accountId, amountGb, note: null };
  const { order } = await createOrder(ctx, body, { idempotencyKey: `deduct-${amountGb}` });
  expect(order.status).toBe('unknown');
  await db().order.update({ where: { id: Number(order.id) }, data: { residualBefore: null } });
  return order.id;
}

test('an unknown top-up of a clock that was ahead is sent again at once when the clock is right', async () => {
  await world.fault('apply_then_drop', 'rechargeTrafficCount');
  const { order } = await world.topUp(1_300_000n);
  expect(order.status).toBe('unknown');
  await dateAhead(order.id);
  await sweepOrders();
  expect(await statusOf(order.id)).toBe('succeeded');
  expect(await world.applied(order.reference)).toBe(1);
});

test('what a process that died has left while its clock was ahead does not wait for that time', async () => {
  const [dying, queued] = [await world.topUp(1_400_000n), await world.topUp(1_500_000n)];
  const leaseUntil = new Date(ahead.now().getTime() + 15_000);
  const open = { settledAt: null, createdAt: ahead.now() };
  await db().order.update({
    where: { id: Number(dying.order.id) },
    data: { ...open, status: 'submitting', leaseOwner: 'a process that died', leaseUntil },
  });
  await db().order.update({ where: { id: Number(queued.order.id) }, data: { ...open, status: 'queued' } });
  await sweepOrders();
  expect(await statusOf(dying.order.id)).toBe('unknown');
  await sweepOrders(later(10));
  expect([await statusOf(dying.order.id), await statusOf(queued.order.id)]).toEqual(['succeeded', 'succeeded']);
  expect([await world.applied(dying.order.reference), await world.applied(queued.order.reference)]).toEqual([1, 1]);
});

test('a deduct that landed while our clock was ahead is never said not to have landed', async () => {
  const id = await lostDeduct(31_000n);
  await dateAhead(id);
  await proveOrders();
  for (const days of [1, 3, 4]) await proveOrders(later(days * DAY_SECONDS));
  expect(await statusOf(id)).toBe('unknown');
  const notes = (await listOrderEvents(ctx, { id: Number(id) })).filter(({ from, to }) => from === to);
  expect(notes).toMatchObject([{ to: 'unknown', detail: expect.stringContaining('clock was ahead') }]);
});

test('a clock that is put forward is no wait for records that lag behind', async () => {
  const id = await lostDeduct(32_000n);
  await world.fault('lag_records', 'RechargeFlowList');
  await proveOrders();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
  await proveOrders();
  expect(await statusOf(id)).toBe('unknown');
  vi.useRealTimers();
  await world.clearFaults();
  await proveOrders(later(60));
  expect(await statusOf(id)).toBe('succeeded');
});

test('after all that the ledger proves itself', async () => {
  expect((await checkLedger()).problems.filter(({ subject }) => !subject.startsWith('order'))).toEqual([]);
});
