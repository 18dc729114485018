import { expect, test } from 'vitest';
import { drainStandings } from '@/lib/customers';
import { standingDrift } from '@/lib/customers/testing';
import { db } from '@/lib/infra/db';
import { useOrderWorld } from './testing/order-world';

const world = useOrderWorld();
async function residual(): Promise<bigint> {
  const { customerId } = world;
  return (await db().customerStanding.findUniqueOrThrow({ where: { customerId } })).residualBytes ?? -1n;
}

test('where a customer stands follows syncs, top-ups and deducts', async () => {
  await world.sync();
  expect(await standingDrift()).toEqual([]);
  const read = await residual();
  expect(read).toBeGreaterThan(0n);
  expect((await world.topUp(7_000_000n)).order.status).toBe('succeeded');
  expect(await residual()).toBe(read); // not in the order's own time
  await drainStandings();
  expect(await residual()).toBeGreaterThan(read + 7_000_000_000n);
  expect(await standingDrift()).toEqual([]);
  expect((await world.deduct(3_000_000n)).order.status).toBe('succeeded');
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
