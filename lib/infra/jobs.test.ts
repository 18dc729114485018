import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { closeDb, db } from './db';
import { closeJobs, enqueue } from './jobs';

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
