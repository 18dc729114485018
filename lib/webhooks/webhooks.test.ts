import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db, inTransaction, Prisma } from '@/lib/infra/db';
import { closeJobs, startJobs } from '@/lib/infra/jobs';
import { createWebhook, deleteWebhook, deliverWebhook, emitEvent, listDeliveries, listWebhooks } from './index';
import type { EmittedEvent, WebhookEvent } from './schemas';

// Everything that is logged, down to trace and without the product's redaction: what is not in here reaches no log.
const logged = vi.hoisted(() => ({ text: '' }));
vi.mock('@/lib/infra/log', () => {
  const write = (line: string) => {
    logged.text += line;
  };
  const logger = pino({ level: 'trace' }, { write });
  return { log: () => logger };
});

useTestDatabase();

type Call = { method: string; url: string; headers: Record<string, string | string[] | undefined>; body: string };

const ctx = systemContext('test');
const event: EmittedEvent = { event: 'sync.failed', data: { connectionId: '7', error: 'Überlast 过载' } };
let server: Server;
let base: string;
let calls: Call[];
/** Status of each next call; afterwards 204. A redirect goes to /elsewhere. */
let answers: number[];
/** Calls that came in wait until it is resolved. */
let gate: Promise<void>;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const { method = '', url = '', headers } = request;
      calls.push({ method, url, headers, body: Buffer.concat(parts).toString('utf8') });
      await gate;
      response.writeHead(answers.shift() ?? 204, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await closeJobs();
  await closeDb();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(async () => {
  calls = [];
  answers = [];
  gate = Promise.resolve();
  await db().webhook.deleteMany();
});

function later(seconds: number): Context {
  return { ...ctx, now: () => new Date(Date.now() + seconds * 1000) };
}

function holding(): { held: Promise<void>; release: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { held: promise, release: resolve };
}

function subscribe(events: WebhookEvent[] = ['sync.failed'], path = '/hook') {
  return createWebhook(ctx, { url: `${base}${path}`, events });
}

function emit(emitted: EmittedEvent = event) {
  return inTransaction((tx) => emitEvent(tx, ctx, emitted));
}

async function deliveryIds(): Promise<bigint[]> {
  return (await db().webhookDelivery.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id);
}

async function onlyDelivery(): Promise<bigint> {
  const ids = await deliveryIds();
  expect(ids).toHaveLength(1);
  return ids[0] ?? 0n;
}

async function queued() {
  return db().$queryRaw<{ data: { deliveryId: string }; start_after: Date }[]>(
    Prisma.sql`SELECT data, start_after FROM pgboss.job WHERE name = 'webhook-deliver' ORDER BY start_after`,
  );
}

test('a receiver can prove with its secret that the body is ours', async () => {
  const webhook = await subscribe(['sync.failed', 'sync.failed'], '/hook?token=abc');
  await emit();
  await deliverWebhook(await onlyDelivery());
  const [call] = calls;
  expect(call).toMatchObject({ method: 'POST', url: '/hook?token=abc' });
  expect(call?.headers['content-type']).toBe('application/json');
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(call?.headers['gigatill-signature'])) ?? [];
  expect(v1).toBe(createHmac('sha256', webhook.secret).update(`${t}.${call?.body}`).digest('hex'));
  expect(Math.abs(Number(t) - Date.now() / 1000)).toBeLessThan(60);
  expect(JSON.parse(call?.body ?? '')).toEqual({
    id: expect.stringMatching(/^evt_\w{20,}$/),
    event: 'sync.failed',
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    data: event.data,
  });
  const log = await listDeliveries(ctx, { webhookId: Number(webhook.id), limit: 10 });
  expect(log.data).toMatchObject([{ state: 'delivered', attempts: 1, status: 204, error: null, body: call?.body }]);
});

test('an event reaches who subscribed to it and nobody else, and nobody when its transaction fails', async () => {
  await subscribe(['order.succeeded']);
  const disabled = await subscribe();
  await db().webhook.update({ where: { id: Number(disabled.id) }, data: { disabledAt: new Date() } });
  await emit();
  expect(await deliveryIds()).toEqual([]);
  const [first, second] = [await subscribe(), await subscribe()];
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

test('after a 500 the same bytes come again when the pause is over, signed anew', async () => {
  const webhook = await subscribe();
  await emit();
  const id = await onlyDelivery();
  answers = [500];
  await deliverWebhook(id);
  await deliverWebhook(id, later(8)); // too early: nothing is sent
  expect(calls).toHaveLength(1);
  const jobs = (await queued()).filter(({ data }) => data.deliveryId === String(id));
  expect(jobs.some(({ start_after }) => Math.abs(start_after.getTime() - Date.now() - 10_000) < 5_000)).toBe(true);
  await deliverWebhook(id, later(11));
  await deliverWebhook(id, later(100)); // delivered: nothing is sent
  expect(calls).toHaveLength(2);
  expect(calls[1]?.body).toBe(calls[0]?.body);
  expect(calls[1]?.headers['gigatill-signature']).not.toBe(calls[0]?.headers['gigatill-signature']);
  const [entry] = (await listDeliveries(ctx, { webhookId: Number(webhook.id), limit: 10 })).data;
  expect(entry).toMatchObject({ state: 'delivered', attempts: 2, status: 204, error: null, nextAttemptAt: null });
  expect(entry?.tries.map(({ status, error }) => [status, error])).toEqual([
    [500, 'answered 500'],
    [204, null],
  ]);
});

test('the worker brings what was emitted by itself', async () => {
  await subscribe();
  const run = ({ deliveryId }: { deliveryId: string }) => deliverWebhook(BigInt(deliveryId));
  const jobs = await startJobs({ 'webhook-deliver': { concurrency: 2, pollSeconds: 0.5, run } }, []);
  try {
    await emit();
    await emit();
    const open = { deliveredAt: null };
    await vi.waitFor(async () => expect(await db().webhookDelivery.count({ where: open })).toBe(0), {
      timeout: 15_000,
    });
    expect(new Set(calls.map(({ body }) => JSON.parse(body).id)).size).toBe(2);
    expect(calls).toHaveLength(2);
  } finally {
    await jobs.stop(5_000);
  }
});

test('what never answers well is given up after seven tries, at 10 s, 1 min, 5 min, 30 min, 2 h and 6 h', async () => {
  const webhook = await subscribe();
  await emit();
  const id = await onlyDelivery();
  answers = [500, 302, 404, 503, 429, 500, 500];
  const pauses: number[] = [];
  let seconds = 0;
  for (let no = 1; no <= 7; no++) {
    const at = new Date(Date.now() + seconds * 1000);
    await deliverWebhook(id, { ...ctx, now: () => at });
    const { nextAttemptAt } = await db().webhookDelivery.findUniqueOrThrow({ where: { id } });
    if (nextAttemptAt) pauses.push((nextAttemptAt.getTime() - at.getTime()) / 1000);
    seconds += (pauses.at(-1) ?? 0) + 1;
  }
  expect(pauses).toEqual([10, 60, 300, 1800, 7200, 21600]);
  await deliverWebhook(id, later(1_000_000));
  expect(calls.map(({ url }) => url)).toEqual(Array(7).fill('/hook')); // the redirect was not followed
  const [entry] = (await listDeliveries(ctx, { webhookId: Number(webhook.id), limit: 10 })).data;
  expect(entry).toMatchObject({ state: 'given_up', attempts: 7, status: 500, error: 'answered 500' });
});

test('of five deliverers at once one sends', async () => {
  await subscribe();
  await emit();
  const id = await onlyDelivery();
  const hold = holding();
  gate = hold.held;
  let done = 0;
  const running = Array.from({ length: 5 }, () => deliverWebhook(id).then(() => done++));
  await vi.waitFor(() => expect([done, calls.length]).toEqual([4, 1]), { timeout: 10_000 });
  hold.release();
  await Promise.all(running);
  expect(calls).toHaveLength(1);
  expect(await db().webhookDelivery.findUniqueOrThrow({ where: { id } })).toMatchObject({ attempts: 1, status: 204 });
});

test('a process that dies between the call and its record costs one delivery more', async () => {
  await subscribe();
  await emit();
  const id = await onlyDelivery();
  // What a process leaves behind that died after its call.
  const leaseUntil = new Date(Date.now() + 30_000);
  await db().webhookDelivery.update({ where: { id }, data: { attempts: 1, leaseUntil } });
  await deliverWebhook(id);
  expect(calls).toHaveLength(0);
  const jobs = (await queued()).filter(({ data }) => data.deliveryId === String(id));
  expect(jobs.some(({ start_after }) => start_after > leaseUntil)).toBe(true);
  await deliverWebhook(id, later(31));
  await deliverWebhook(id, later(62));
  expect(calls).toHaveLength(1);
});

test('no answer at all is a try with its reason', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  await createWebhook(ctx, { url: `http://127.0.0.1:${port}/`, events: ['sync.failed'] });
  await emit();
  const id = await onlyDelivery();
  await deliverWebhook(id);
  const row = await db().webhookDelivery.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ attempts: 1, status: null, error: 'could not connect (ECONNREFUSED)', givenUpAt: null });
});

test('a webhook that is being removed when an event happens does not fail it', async () => {
  const webhook = await subscribe();
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
  expect(calls).toHaveLength(0);
});

test('the secret is told once and is nowhere in the database or in a log', async () => {
  const webhook = await subscribe();
  expect(webhook.secret).toMatch(/^whsec_[\w-]{43}$/);
  await emit();
  const id = await onlyDelivery();
  answers = [500];
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
    const input = { url: `${base}/`, events: ['sync.failed' as const] };
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
