import type { Client } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { withClient } from '@/bin/postgres/client';
import { testDatabaseUrl } from '@/bin/test/database';
import { recordPayment } from '@/lib/billing';
import type { Context } from '@/lib/core/actor';
import { createAgent, createCustomer, updateAccount, updateCustomer } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { checkLedger } from '@/lib/ledger';
import { approveOrder } from './index';
import { keyOf, useOrderWorld } from './testing/order-world';

const world = useOrderWorld();
let rivalId: number;
let houseId: number;
const seller = () => keyOf(1, world.agentId);
const admin = keyOf(2);

beforeAll(async () => {
  const price = { pricePerGb: { price: 5_000_000n, currency: 'USD' } };
  const rival = await createAgent(world.ctx, { name: 'Rival', email: 'rival@example.com', currency: 'USD', ...price });
  rivalId = Number(rival.id);
  const input = { amount: { minor: 1_000_000n, currency: 'USD' }, reference: 'RIVAL', method: 'bank' as const };
  await recordPayment(world.ctx, { agentId: rivalId }, input, { idempotencyKey: 'rival' });
  houseId = Number((await createCustomer(world.ctx, { name: 'House' })).id);
});

/** Orders whose wallet is not the wallet of their own agent, or whose account was not their customer's. */
async function wrongPayers(): Promise<number> {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "order" o LEFT JOIN agent a ON a.id = o.agent_id
    WHERE o.billing_account_id IS DISTINCT FROM a.billing_account_id`;
  return row?.count ?? -1;
}

async function isWaiting(client: Client): Promise<boolean> {
  const sql = 'SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted';
  return (await client.query<{ count: number }>(sql)).rows[0]?.count === 1;
}

/** Orders, and lets something happen after the order's target was found and before its transaction has begun in earnest. */
function whileOrdering(by: Context, key: string, happening: () => Promise<unknown>) {
  return withClient(testDatabaseUrl(), async (client) => {
    await client.query('BEGIN');
    const caller = by.actor.kind === 'key' ? `key:${by.actor.keyId}` : '';
    await client.query(
      `INSERT INTO idempotency_key (caller, key, body_hash, resource, resource_id) VALUES ($1, $2, '', 'order', 0)`,
      [caller, key],
    );
    const made = world.topUp(1_000_000n, key, by).then(
      ({ order }) => order,
      (error: unknown) => error,
    );
    await expect.poll(() => isWaiting(client)).toBe(true);
    await happening();
    await client.query('ROLLBACK');
    return made;
  });
}

const give = (agentId: number | null) => updateCustomer(world.ctx, { id: world.customerId, agentId });

test('a customer that goes to another agent meanwhile is not found by the first one', async () => {
  const made = await whileOrdering(seller(), 'customer-goes', () => give(rivalId));
  expect(made).toMatchObject({ code: 'not_found' });
  await give(world.agentId);
});

test('an admin’s order is the new agent’s, at its price and from its wallet', async () => {
  const made = await whileOrdering(admin, 'admin-orders', () => give(rivalId));
  expect(made).toMatchObject({ status: 'succeeded', price: { amount: '5.00' } });
  expect(await wrongPayers()).toBe(0);
  await give(world.agentId);
});

test('an account that goes to another customer meanwhile is that one’s', async () => {
  const to = (customerId: number | null) => updateAccount(world.ctx, { id: world.accountId, customerId });
  expect(await whileOrdering(seller(), 'account-goes', () => to(houseId))).toMatchObject({ code: 'not_found' });
  const back = await whileOrdering(admin, 'account-comes', () => to(world.customerId));
  expect(back).toMatchObject({ customerId: String(world.customerId), price: { amount: '2.40' } });
  await to(null);
  const assigned = await whileOrdering(admin, 'account-assigned', () => to(world.customerId));
  expect(assigned).toMatchObject({ customerId: String(world.customerId), price: { amount: '2.40' } });
});

test('an order that waits is not approved for an account that is somebody else’s by now, nor while nothing can be sent', async () => {
  const { order } = await world.topUp(101_000_000n, 'waits', seller());
  const id = Number(order.id);
  expect(order.status).toBe('awaiting_approval');
  await give(rivalId);
  await expect(approveOrder(admin, { id })).rejects.toMatchObject({ code: 'invalid_state' });
  await give(world.agentId);
  const where = { id: world.connectionId };
  await db().connection.update({ where, data: { status: 'disabled' } });
  await expect(approveOrder(admin, { id })).rejects.toMatchObject({ code: 'connection_disabled' });
  await db().connection.update({ where, data: { status: 'ok' } });
  expect(await approveOrder(admin, { id })).toMatchObject({ status: 'succeeded' });
});

test('of two hundred orders while a customer goes to and fro none is paid by another agent', async () => {
  let isOver = false;
  const moving = (async () => {
    for (let no = 0; !isOver; no++) await give(no % 2 === 0 ? rivalId : world.agentId);
  })();
  const made = await Promise.allSettled(
    Array.from({ length: 200 }, (_, no) =>
      world.topUp(10_000n, `to-and-fro-${no}`, no % 2 === 0 ? seller() : keyOf(3, rivalId)),
    ),
  );
  isOver = true;
  await moving;
  await give(world.agentId);
  for (const one of made) {
    if (one.status === 'rejected') expect(['not_found', 'conflict']).toContain(one.reason.code);
  }
  expect(await wrongPayers()).toBe(0);
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
}, 60_000);
