import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { addAgent, addConnection } from '@/lib/usage/testing';
import { findAnything } from './find-anything';

useTestDatabase();
afterAll(closeDb);

const admin = systemContext('test');
let agents: number[];
let orderId: number;

beforeAll(async () => {
  agents = [await addAgent(), await addAgent()];
  const connectionId = await addConnection('ipweb');
  const customer = await db().customer.create({ data: { name: 'Acme 4711', agentId: agents[0] } });
  const order = await db().order.create({
    data: {
      reference: 'acme-1',
      type: 'top_up',
      status: 'succeeded',
      connectionId,
      customerId: customer.id,
      agentId: agents[0],
      madeBy: 'system:test',
      madeByName: 'test',
    },
  });
  orderId = order.id;
});

function asAgent(agentId: number | undefined): Context {
  const actor = {
    kind: 'key' as const,
    keyId: 1,
    name: 'key',
    role: 'agent' as const,
    agentId: agentId ?? 0,
    address: null,
  };
  return { actor, now: () => new Date() };
}

test('an order by its number, with and without a sign; a customer by its order and by a number in its name', async () => {
  const order = { id: String(orderId), type: 'top_up', status: 'succeeded', customerName: 'Acme 4711' };
  for (const q of [`#${orderId}`, ` ${orderId} `]) expect((await findAnything(admin, { q })).orders).toEqual([order]);
  for (const q of [String(orderId), 'acme-1', '471', 'ACME 4']) {
    expect(
      (await findAnything(admin, { q })).customers.map(({ name }) => name),
      q,
    ).toEqual(['Acme 4711']);
  }
  for (const q of ['#4711', '4711', 'acme', '#1234567890'])
    expect((await findAnything(admin, { q })).orders, q).toEqual([]);
});

test('an agent finds its own only', async () => {
  expect((await findAnything(asAgent(agents[0]), { q: `#${orderId}` })).orders).toHaveLength(1);
  for (const q of [`#${orderId}`, String(orderId), 'acme']) {
    expect(await findAnything(asAgent(agents[1]), { q })).toEqual({ customers: [], orders: [], more: false });
  }
});
