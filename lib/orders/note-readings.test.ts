import { expect, test } from 'vitest';
import { db } from '@/lib/infra/db';
import { createOrder, noteReadings } from './index';
import { useOrderWorld } from './testing/order-world';

const world = useOrderWorld();
let keys = 0;
async function order(type: 'top_up' | 'deduct', amountGb: bigint) {
  const input = { type, accountId: world.accountId, amountGb, note: 'why' };
  const made = await createOrder(world.ctx, input, { idempotencyKey: `reading-${++keys}` });
  return Number(made.order.id);
}

const readOrder = (id: number) => db().order.findUniqueOrThrow({ where: { id } });
const readAccount = () => db().upstreamAccount.findUniqueOrThrow({ where: { id: world.accountId } });

/** As if the last reading had been an hour ago: a sync in the same half hour does not write what it reads the same. */
async function anHourPasses(): Promise<void> {
  await db().$executeRaw`UPDATE upstream_account SET residual_as_of = residual_as_of - interval '1 hour'`;
}

test('a top-up gets the reading before it and the next one after it, each with its instant, by itself', async () => {
  await world.sync();
  const before = await readAccount();
  const id = await order('top_up', 2_000_000n);
  expect(await readOrder(id)).toMatchObject({ residualBefore: null, residualAfter: null });
  await noteReadings();
  expect(await readOrder(id)).toMatchObject({
    residualBefore: before.readResidual,
    residualBeforeAt: before.residualAsOf,
    residualAfter: null,
    residualAfterAt: null,
  });
  await anHourPasses();
  await world.sync();
  await noteReadings();
  const [done, account] = await Promise.all([readOrder(id), readAccount()]);
  expect(done).toMatchObject({ residualBefore: before.readResidual, residualBeforeAt: before.residualAsOf });
  expect(done).toMatchObject({ residualAfter: account.readResidual, residualAfterAt: account.residualAsOf });
  expect(done.residualAfterAt?.getTime()).toBeGreaterThanOrEqual(done.settledAt?.getTime() ?? Number.POSITIVE_INFINITY);
  // What was used meanwhile is no more than a few MB.
  const rise = Number(((done.residualAfter ?? 0n) - (done.residualBefore ?? 0n)) / 1_000_000n);
  expect(Math.abs(rise - 2048)).toBeLessThan(50);
  expect(account.fullResidual).toBe(account.readResidual);
});

test('a deduct keeps what was read just before its call', async () => {
  const id = await order('deduct', 1_000_000n);
  const sent = await readOrder(id);
  expect(sent.residualBefore).not.toBeNull();
  await anHourPasses();
  await world.sync();
  await noteReadings();
  const done = await readOrder(id);
  expect(done.residualBefore).toBe(sent.residualBefore);
  expect(done.residualBeforeAt?.getTime()).toBeLessThanOrEqual(done.settledAt?.getTime() ?? 0);
  expect(done.residualAfterAt).not.toBeNull();
});

test('an order that nothing was read before says so; one from long ago waits no more', async () => {
  await db().$executeRaw`UPDATE upstream_account SET residual_as_of = now() + interval '1 hour'`;
  await db().accountReadingDay.deleteMany();
  const id = await order('top_up', 3_000_000n);
  await noteReadings();
  expect(await readOrder(id)).toMatchObject({ residualBefore: null, residualBeforeAt: null });
  expect((await readOrder(id)).residualAfterAt).not.toBeNull();
  const old = await order('top_up', 4_000_000n);
  await db().order.update({ where: { id: old }, data: { settledAt: new Date(Date.now() - 4 * 86_400_000) } });
  await noteReadings();
  expect(await readOrder(old)).toMatchObject({ residualAfterAt: null });
});
