import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { drainStandings } from '@/lib/customers';
import { useOrderWorld } from './testing/order-world';

const world = useOrderWorld();
afterEach(() => vi.restoreAllMocks());
const topUp = (key: string) => world.topUp(1_000_000n, key);

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
  expect(again).toEqual({ order, created: false, refusal: null });
});
