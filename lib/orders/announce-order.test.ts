import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { systemContext } from '@/lib/core/actor';
import { newReference } from '@/lib/core/reference';
import { closeDb, db, inTransaction } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { createWebhook } from '@/lib/webhooks';
import type { OrderStatus } from './schemas';
import { settleOrder } from './settle-order';
import { markUnknown } from './submit-order';

useTestDatabase();

const ctx = systemContext('test');
let connectionId: number;
let accountId: number;

beforeAll(async () => {
  const connection = await db().connection.create({
    data: {
      provider: 'ipweb',
      name: 'test',
      baseUrl: 'https://example.com',
      credentials: '',
      settings: {},
      usageAsset: 'IPWEB_MB',
    },
  });
  connectionId = connection.id;
  accountId = (await db().upstreamAccount.create({ data: { connectionId, externalId: 'A1', kind: 'customer' } })).id;
  await createWebhook(ctx, {
    url: 'https://example.com/hook',
    events: ['order.succeeded', 'order.rejected', 'order.unknown'],
  });
});

afterAll(async () => {
  await closeJobs();
  await closeDb();
});

async function newOrder(status: OrderStatus): Promise<{ id: number; reference: string }> {
  return db().order.create({
    data: {
      reference: newReference(),
      type: 'top_up',
      status,
      connectionId,
      accountId,
      amountGb: 1_010_000n,
      amount: 1_034_240_000n,
      asset: 'IPWEB_MB',
      ips: [],
      madeBy: 'user:1',
      madeByName: 'Somebody',
    },
    select: { id: true, reference: true },
  });
}

/** The events of one order, oldest first, with what they tell of it. */
async function told(orderId: number): Promise<{ event: string; data: { order: Record<string, unknown> } }[]> {
  const rows = await db().webhookDelivery.findMany({ orderBy: { id: 'asc' } });
  return rows.map((row) => JSON.parse(row.body)).filter(({ data }) => data.order.id === String(orderId));
}

test('an order that is settled is told of once, with what its receiver needs', async () => {
  const order = await newOrder('submitting');
  const settlement = { orderId: order.id, from: ['submitting' as const], detail: 'ok', providerOrderId: 'P-9' };
  await inTransaction((tx) => settleOrder(tx, ctx, { ...settlement, to: 'succeeded' }));
  await inTransaction((tx) => settleOrder(tx, ctx, { ...settlement, to: 'rejected' }));
  expect(await told(order.id)).toEqual([
    {
      id: expect.stringMatching(/^evt_/),
      event: 'order.succeeded',
      createdAt: expect.any(String),
      data: {
        order: {
          id: String(order.id),
          type: 'top_up',
          status: 'succeeded',
          reference: order.reference,
          accountId: String(accountId),
          amountGb: '1.01',
          providerOrderId: 'P-9',
        },
      },
    },
  ]);
});

test('an order that becomes unknown is told of the first time only, and again when it is settled', async () => {
  const order = await newOrder('submitting');
  const unknown = { orderId: order.id, attempts: 1, detail: 'no answer' };
  await inTransaction((tx) => markUnknown(tx, ctx, unknown));
  await inTransaction((tx) => markUnknown(tx, ctx, { ...unknown, attempts: 2 }));
  await inTransaction((tx) =>
    settleOrder(tx, ctx, { orderId: order.id, from: ['unknown'], to: 'rejected', detail: 'did not land' }),
  );
  expect((await told(order.id)).map(({ event, data }) => [event, data.order.status])).toEqual([
    ['order.unknown', 'unknown'],
    ['order.rejected', 'rejected'],
  ]);
});

test('a cancelled order is nobody’s event', async () => {
  const order = await newOrder('queued');
  await inTransaction((tx) =>
    settleOrder(tx, ctx, { orderId: order.id, from: ['queued'], to: 'cancelled', detail: 'cancelled' }),
  );
  expect(await told(order.id)).toEqual([]);
});
