import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { db } from '@/lib/infra/db';
import { startJobs } from '@/lib/infra/jobs';
import { createWebhook, deliverWebhook, listDeliveries } from './index';
import { ctx, emit, event, holding, later, onlyDelivery, queued, subscribe, useReceiver } from './testing';

const receiver = useReceiver();

test('a receiver can prove with its secret that the body is ours', async () => {
  const webhook = await subscribe(receiver, ['sync.failed', 'sync.failed'], '/hook?token=abc');
  await emit();
  await deliverWebhook(await onlyDelivery());
  const [call] = receiver.calls;
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

test('after a 500 the same bytes come again when the pause is over, signed anew', async () => {
  const webhook = await subscribe(receiver);
  await emit();
  const id = await onlyDelivery();
  receiver.answers = [500];
  await deliverWebhook(id);
  await deliverWebhook(id, later(8)); // too early: nothing is sent
  expect(receiver.calls).toHaveLength(1);
  const jobs = (await queued()).filter(({ data }) => data.deliveryId === String(id));
  expect(jobs.some(({ start_after }) => Math.abs(start_after.getTime() - Date.now() - 10_000) < 5_000)).toBe(true);
  await deliverWebhook(id, later(11));
  await deliverWebhook(id, later(100)); // delivered: nothing is sent
  expect(receiver.calls).toHaveLength(2);
  expect(receiver.calls[1]?.body).toBe(receiver.calls[0]?.body);
  expect(receiver.calls[1]?.headers['gigatill-signature']).not.toBe(receiver.calls[0]?.headers['gigatill-signature']);
  const [entry] = (await listDeliveries(ctx, { webhookId: Number(webhook.id), limit: 10 })).data;
  expect(entry).toMatchObject({ state: 'delivered', attempts: 2, status: 204, error: null, nextAttemptAt: null });
  expect(entry?.tries.map(({ status, error }) => [status, error])).toEqual([
    [500, 'answered 500'],
    [204, null],
  ]);
});

test('the worker brings what was emitted by itself', async () => {
  await subscribe(receiver);
  const run = ({ deliveryId }: { deliveryId: string }) => deliverWebhook(BigInt(deliveryId));
  const jobs = await startJobs({ 'webhook-deliver': { concurrency: 2, pollSeconds: 0.5, run } }, []);
  try {
    await emit();
    await emit();
    const open = { deliveredAt: null };
    await vi.waitFor(async () => expect(await db().webhookDelivery.count({ where: open })).toBe(0), {
      timeout: 15_000,
    });
    expect(new Set(receiver.calls.map(({ body }) => JSON.parse(body).id)).size).toBe(2);
    expect(receiver.calls).toHaveLength(2);
  } finally {
    await jobs.stop(5_000);
  }
});

test('what never answers well is given up after seven tries, at 10 s, 1 min, 5 min, 30 min, 2 h and 6 h', async () => {
  const webhook = await subscribe(receiver);
  await emit();
  const id = await onlyDelivery();
  receiver.answers = [500, 302, 404, 503, 429, 500, 500];
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
  expect(receiver.calls.map(({ url }) => url)).toEqual(Array(7).fill('/hook')); // the redirect was not followed
  const [entry] = (await listDeliveries(ctx, { webhookId: Number(webhook.id), limit: 10 })).data;
  expect(entry).toMatchObject({ state: 'given_up', attempts: 7, status: 500, error: 'answered 500' });
});

test('of five deliverers at once one sends', async () => {
  await subscribe(receiver);
  await emit();
  const id = await onlyDelivery();
  const hold = holding();
  receiver.gate = hold.held;
  let done = 0;
  const running = Array.from({ length: 5 }, () => deliverWebhook(id).then(() => done++));
  await vi.waitFor(() => expect([done, receiver.calls.length]).toEqual([4, 1]), { timeout: 10_000 });
  hold.release();
  await Promise.all(running);
  expect(receiver.calls).toHaveLength(1);
  expect(await db().webhookDelivery.findUniqueOrThrow({ where: { id } })).toMatchObject({ attempts: 1, status: 204 });
});

test('a process that dies between the call and its record costs one delivery more', async () => {
  await subscribe(receiver);
  await emit();
  const id = await onlyDelivery();
  // What a process leaves behind that died after its call.
  const leaseUntil = new Date(Date.now() + 30_000);
  await db().webhookDelivery.update({ where: { id }, data: { attempts: 1, leaseUntil } });
  await deliverWebhook(id);
  expect(receiver.calls).toHaveLength(0);
  const jobs = (await queued()).filter(({ data }) => data.deliveryId === String(id));
  expect(jobs.some(({ start_after }) => start_after > leaseUntil)).toBe(true);
  await deliverWebhook(id, later(31));
  await deliverWebhook(id, later(62));
  expect(receiver.calls).toHaveLength(1);
});

test('what a clock that was a day ahead has put off is brought when the clock is right', async () => {
  await subscribe(receiver);
  await emit();
  const id = await onlyDelivery();
  const day = 86_400_000;
  const data = { attempts: 1, nextAttemptAt: new Date(Date.now() + day), leaseUntil: new Date(Date.now() + day) };
  await db().webhookDelivery.update({ where: { id }, data });
  await deliverWebhook(id, ctx);
  expect(receiver.calls).toHaveLength(1);
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
