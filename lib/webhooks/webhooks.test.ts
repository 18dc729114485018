import pino from 'pino';
import { expect, test, vi } from 'vitest';
import type { Context } from '@/lib/core/actor';
import { db, inTransaction, Prisma } from '@/lib/infra/db';
import { createWebhook, deleteWebhook, deliverWebhook, emitEvent, listDeliveries, listWebhooks } from './index';
import { ctx, deliveryIds, emit, event, holding, later, onlyDelivery, queued, subscribe, useReceiver } from './testing';

// Everything that is logged, down to trace and without the product's redaction: what is not in here reaches no log.
const logged = vi.hoisted(() => ({ text: '' }));
vi.mock('@/lib/infra/log', () => {
  const write = (line: string) => {
    logged.text += line;
  };
  const logger = pino({ level: 'trace' }, { write });
  return { log: () => logger };
});

const receiver = useReceiver();

test('an event reaches who subscribed to it and nobody else, and nobody when its transaction fails', async () => {
  await subscribe(receiver, ['order.succeeded']);
  const disabled = await subscribe(receiver);
  await db().webhook.update({ where: { id: Number(disabled.id) }, data: { disabledAt: new Date() } });
  await emit();
  expect(await deliveryIds()).toEqual([]);
  const [first, second] = [await subscribe(receiver), await subscribe(receiver)];
  const failing = inTransaction(async (tx) => {
    await emitEvent(tx, ctx, event);
    throw new Error('rolled back on purpose');
  });
  await expect(failing).rejects.toThrow('rolled back on purpose');
  expect(await deliveryIds()).toEqual([]);
  const before = (await queued()).length;
  await emit();
  const rows = await db().webhookDelivery.findMany({ orderBy: { webhookId: 'asc' } });
  expect(rows.map(({ webhookId }) => String(webhookId))).toEqual([first.id, second.id]);
  expect(rows[0]?.body).toBe(rows[1]?.body);
  expect((await queued()).length).toBe(before + 2);
});

test('a webhook that is being removed when an event happens does not fail it', async () => {
  const webhook = await subscribe(receiver);
  await emit();
  const id = await onlyDelivery();
  const hold = holding();
  const removing = inTransaction(async (tx) => {
    await tx.webhook.delete({ where: { id: Number(webhook.id) } });
    await hold.held;
  });
  await vi.waitFor(async () => {
    const locks = await db().$queryRaw<unknown[]>(Prisma.sql`
      SELECT 1 FROM pg_locks WHERE relation = 'webhook'::regclass AND mode = 'RowExclusiveLock'`);
    expect(locks).toHaveLength(1);
  });
  const emitted = emit();
  await vi.waitFor(async () => {
    const waiting = await db().$queryRaw<unknown[]>(Prisma.sql`
      SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
    expect(waiting).toHaveLength(1);
  });
  hold.release();
  await Promise.all([removing, emitted]);
  expect(await deliveryIds()).toEqual([]);
  await deliverWebhook(id); // its job still comes
  expect(receiver.calls).toHaveLength(0);
});

test('the secret is told once and is nowhere in the database or in a log', async () => {
  const webhook = await subscribe(receiver);
  expect(webhook.secret).toMatch(/^whsec_[\w-]{43}$/);
  await emit();
  const id = await onlyDelivery();
  receiver.answers = [500];
  await deliverWebhook(id);
  await deliverWebhook(id, later(11));
  await db().webhook.update({ where: { id: Number(webhook.id) }, data: { secret: 'v1.broken' } });
  await emit();
  await deliverWebhook((await deliveryIds())[1] ?? 0n);
  expect(JSON.stringify(await listWebhooks(ctx, { limit: 10 }))).not.toContain('secret');
  expect(logged.text).toContain('webhook call failed');
  expect(logged.text).not.toContain(webhook.secret.slice(6));
  const tables = await db().$queryRaw<{ name: string }[]>(Prisma.sql`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema IN ('public', 'pgboss') AND table_type = 'BASE TABLE'`);
  expect(tables.map(({ name }) => name)).toContain('public.webhook_delivery');
  for (const { name } of tables) {
    const rows = await db().$queryRaw<{ text: string }[]>(
      Prisma.sql`SELECT r::text AS text FROM ${Prisma.raw(name)} r`,
    );
    expect(rows.map(({ text }) => text).join('\n')).not.toContain(webhook.secret.slice(6));
  }
});

test('only admins may, and only addresses that may be called', async () => {
  for (const role of ['viewer', 'agent'] as const) {
    const other: Context = { ...ctx, actor: { kind: 'key', keyId: 1, name: 'k', role, agentId: 1, address: null } };
    const input = { url: `${receiver.base}/`, events: ['sync.failed' as const] };
    await expect(createWebhook(other, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listWebhooks(other, { limit: 10 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteWebhook(other, { id: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listDeliveries(other, { webhookId: 1, limit: 10 })).rejects.toMatchObject({ code: 'forbidden' });
  }
  for (const url of ['http://169.254.169.254/latest', 'https://u:p@example.com/', 'http://[fe80::1]/']) {
    const refused = createWebhook(ctx, { url, events: ['sync.failed'] });
    await expect(refused).rejects.toMatchObject({ code: 'invalid_input', fields: [{ path: 'url' }] });
  }
  await expect(deleteWebhook(ctx, { id: 999_999 })).rejects.toMatchObject({ code: 'not_found' });
  const missing = listDeliveries(ctx, { webhookId: 999_999, limit: 10 });
  await expect(missing).rejects.toMatchObject({ code: 'not_found' });
});
