import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { drainStandings } from '@/lib/customers';
import { createOrder } from './index';
import { type OrderWorld, openOrderWorld } from './testing/order-world';

useTestDatabase();

let world: OrderWorld;

beforeAll(async () => {
  world = await openOrderWorld();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => world.close());

function topUp(idempotencyKey: string) {
  const input = { type: 'top_up' as const, accountId: world.accountId, amountGb: 1_000_000n, note: null };
  return createOrder(world.ctx, input, { idempotencyKey });
}

test('a top-up that is paid for takes twelve round trips to the database and two commits', async () => {
  await topUp('first'); // its ledger accounts are made
  await drainStandings(); // what follows an order by itself, later
  const query = vi.spyOn(pg.Client.prototype, 'query');
  expect((await topUp('second')).order).toMatchObject({ status: 'succeeded', price: { amount: '2.40' } });
  const sent = query.mock.calls.map(([statement]: unknown[]) => statement);
  expect(sent.filter((statement) => statement === 'COMMIT')).toHaveLength(2);
  expect(sent.length).toBeLessThanOrEqual(12);
});

test('the order as it is answered is the order as it is kept', async () => {
  const { order } = await topUp('answered');
  const again = await topUp('answered');
  expect(again).toEqual({ order, created: false });
});
