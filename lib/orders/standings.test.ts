import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { drainStandings } from '@/lib/customers';
import { standingDrift } from '@/lib/customers/testing';
import { db } from '@/lib/infra/db';
import { createOrder } from './index';
import { type OrderWorld, openOrderWorld } from './testing/order-world';

useTestDatabase();

let world: OrderWorld;

beforeAll(async () => {
  world = await openOrderWorld();
});
afterAll(() => world.close());

async function residual(): Promise<bigint> {
  const { customerId } = world;
  return (await db().customerStanding.findUniqueOrThrow({ where: { customerId } })).residualBytes ?? -1n;
}

function order(type: 'top_up' | 'deduct', gb: bigint) {
  const input = { type, accountId: world.accountId, amountGb: gb * 1_000_000n, note: null };
  return createOrder(world.ctx, input, { idempotencyKey: `${type} ${gb}` });
}

test('where a customer stands follows syncs, top-ups and deducts', async () => {
  await world.sync();
  expect(await standingDrift()).toEqual([]);
  const read = await residual();
  expect(read).toBeGreaterThan(0n);
  expect((await order('top_up', 7n)).order.status).toBe('succeeded');
  expect(await residual()).toBe(read); // not in the order's own time
  await drainStandings();
  expect(await residual()).toBeGreaterThan(read + 7_000_000_000n);
  expect(await standingDrift()).toEqual([]);
  expect((await order('deduct', 3n)).order.status).toBe('succeeded');
  await drainStandings();
  expect(await standingDrift()).toEqual([]);
});

test('what a process had noted and lost is made good by the next sync, which writes nobody else', async () => {
  await db().$executeRaw`UPDATE customer_standing SET residual_bytes = 1, days_left_tenths = NULL`;
  await world.sync();
  expect(await standingDrift()).toEqual([]);
  const stamp = () => db().$queryRaw`SELECT max(xmin::text::bigint)::text AS newest FROM customer_standing`;
  const before = await stamp();
  await world.sync();
  expect(await stamp()).toEqual(before);
});
