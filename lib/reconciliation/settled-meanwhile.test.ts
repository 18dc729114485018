import { expect, test } from 'vitest';
import { withClient } from '@/bin/postgres/client';
import { testDatabaseUrl } from '@/bin/test/database';
import { db } from '@/lib/infra/db';
import { getOrder } from '@/lib/orders';
import { useOrderWorld } from '@/lib/orders/testing/order-world';
import { proveOrders } from './index';

const world = useOrderWorld();

test('a record is not kept as the proof of an order that somebody else has settled meanwhile', async () => {
  await world.sync();
  await world.fault('apply_then_drop', 'deductionFlow');
  const { order } = await world.deduct(33_000n);
  const id = Number(order.id);
  expect(order.status).toBe('unknown');
  await withClient(testDatabaseUrl(), async (client) => {
    await client.query('BEGIN');
    await client.query(`SELECT id FROM "order" WHERE id = $1 FOR NO KEY UPDATE`, [id]);
    const proved = proveOrders(world.later(30));
    const waiting = 'SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted';
    const countWaiting = async () => (await client.query<{ count: number }>(waiting)).rows[0]?.count;
    await expect.poll(countWaiting, { timeout: 10_000 }).toBe(1);
    // An admin's word, as far as it matters here.
    await client.query(`UPDATE "order" SET status = 'rejected', settled_at = now() WHERE id = $1`, [id]);
    await client.query('COMMIT');
    await proved;
  });
  expect((await getOrder(world.ctx, { id })).status).toBe('rejected');
  expect(await db().providerRecord.count({ where: { orderId: id } })).toBe(0);
});
