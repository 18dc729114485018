import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, expect } from 'vitest';
import { useWorld } from '@/bin/test/world';
import { type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db, inTransaction, Prisma } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { createWebhook, emitEvent } from './index';
import type { EmittedEvent, WebhookEvent } from './schemas';

/** For the tests of this folder: a receiver of webhooks, and what was queued for it. */

type Call = { method: string; url: string; headers: Record<string, string | string[] | undefined>; body: string };

export const ctx = systemContext('test');
export const event: EmittedEvent = { event: 'sync.failed', data: { connectionId: '7', error: 'Überlast 过载' } };

/** A server that is called, and what it was called with. */
type Receiver = {
  base: string;
  calls: Call[];
  /** Status of each next call; afterwards 204. A redirect goes to /elsewhere. */
  answers: number[];
  /** Calls that came in wait until it is resolved. */
  gate: Promise<void>;
  /** Forgets all of it, and every webhook. */
  clear(): Promise<void>;
  close(): Promise<void>;
};

/** Listens on a port of its own; closing it ends the jobs and the database, too. */
async function openReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const { method = '', url = '', headers } = request;
      receiver.calls.push({ method, url, headers, body: Buffer.concat(parts).toString('utf8') });
      await receiver.gate;
      response.writeHead(receiver.answers.shift() ?? 204, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    answers: [],
    gate: Promise.resolve(),
    async clear() {
      Object.assign(receiver, { calls: [], answers: [], gate: Promise.resolve() });
      await db().webhook.deleteMany();
    },
    async close() {
      await closeJobs();
      await closeDb();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** Call it at the top of a test file: a database of its own and a receiver that has heard nothing when a test begins. */
export function useReceiver(): Receiver {
  const receiver = useWorld(openReceiver);
  beforeEach(() => receiver.clear());
  return receiver;
}

/** The same context, `seconds` from now. */
export function later(seconds: number): Context {
  return { ...ctx, now: () => new Date(Date.now() + seconds * 1000) };
}

/** A promise that holds until it is released. */
export function holding(): { held: Promise<void>; release: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { held: promise, release: resolve };
}

/** A webhook at the receiver. */
export function subscribe({ base }: Receiver, events: WebhookEvent[] = ['sync.failed'], path = '/hook') {
  return createWebhook(ctx, { url: `${base}${path}`, events });
}

/** Lets an event happen. */
export function emit(emitted: EmittedEvent = event) {
  return inTransaction((tx) => emitEvent(tx, ctx, emitted));
}

/** Every delivery, oldest first. */
export async function deliveryIds(): Promise<bigint[]> {
  return (await db().webhookDelivery.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id);
}

/** The delivery, where there is one and no more. */
export async function onlyDelivery(): Promise<bigint> {
  const ids = await deliveryIds();
  expect(ids).toHaveLength(1);
  return ids[0] ?? 0n;
}

/** The jobs that deliver, soonest first. */
export async function queued() {
  return db().$queryRaw<{ data: { deliveryId: string }; start_after: Date }[]>(
    Prisma.sql`SELECT data, start_after FROM pgboss.job WHERE name = 'webhook-deliver' ORDER BY start_after`,
  );
}
