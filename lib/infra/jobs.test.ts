import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { closeDb, db } from './db';
import { closeJobs, enqueue, startJobs } from './jobs';

useTestDatabase();

afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await closeJobs();
  await closeDb();
});

it('a job waits as long as it was told to, by whichever clock it was', async () => {
  await enqueue('audit-seal', {}); // the queues are there from here on
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  await enqueue('order-submit', { orderId: 1 }, { startAfter: new Date(Date.now() + 60_000) });
  vi.useRealTimers();
  const [job] = await db().$queryRaw<{ wait: number }[]>`
    SELECT extract(epoch FROM start_after - clock_timestamp())::float8 AS wait FROM pgboss.job WHERE name = 'order-submit'`;
  expect(job?.wait).toBeGreaterThan(50);
  expect(job?.wait).toBeLessThanOrEqual(60);
});

it('workers go on when the clock is put back while a job runs', async () => {
  const done: number[] = [];
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  const run = async ({ jobId }: { jobId: number }) => {
    if (done.length === 0) vi.useRealTimers();
    done.push(jobId);
  };
  const jobs = await startJobs({ 'bulk-run': { concurrency: 1, pollSeconds: 0.5, run } }, []);
  try {
    await enqueue('bulk-run', { jobId: 1 });
    await expect.poll(() => done, { timeout: 10_000 }).toEqual([1]);
    await enqueue('bulk-run', { jobId: 2 });
    await expect.poll(() => done, { timeout: 10_000 }).toEqual([1, 2]);
  } finally {
    await jobs.stop(2_000);
  }
}, 30_000);

it('jobs of a batch follow each other without a pause, and all of one are tried again when one fails', async () => {
  const done: string[] = [];
  const run = async ({ deliveryId }: { deliveryId: string }) => {
    const isFirst = !done.includes(deliveryId);
    done.push(deliveryId);
    if (deliveryId === '7' && isFirst) throw new Error('once');
  };
  const jobs = await startJobs({ 'webhook-deliver': { concurrency: 1, batch: 4, pollSeconds: 2, run } }, []);
  try {
    for (let no = 1; no <= 24; no++) await enqueue('webhook-deliver', { deliveryId: String(no) });
    // Two seconds a job would be three quarters of a minute.
    await expect.poll(() => new Set(done).size, { timeout: 15_000 }).toBe(24);
    await expect.poll(() => done.filter((id) => id === '7').length, { timeout: 30_000 }).toBe(2);
  } finally {
    await jobs.stop(2_000);
  }
}, 60_000);
