import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDatabaseUrl } from '@/bin/test/database';
import { runAutoTopUps, setAutoTopUp } from '@/lib/auto-top-up';
import { createBulk, resumeBulks } from '@/lib/bulk';
import { db } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { getOrder, sweepOrders } from '@/lib/orders';
import { keyOf, useOrderWorld } from '@/lib/orders/testing/order-world';
import { proveOrders } from '@/lib/reconciliation';
import { backup } from './dump';
import { restore } from './restore';

const world = useOrderWorld();
const dir = mkdtempSync(join(tmpdir(), 'gigatill-not-again-'));
const file = join(dir, 'one.sql.gz');

afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The maker of rules and lists: a key that the database knows. */
async function admin() {
  const data = { name: 'admin', prefix: 'p', keyHash: 'h', role: 'admin' as const, createdBy: 'system:test' };
  return keyOf((await db().apiKey.create({ data })).id);
}

test('what was done after the backup is not done again by what comes back', async () => {
  const ctx = await admin();
  const { accountId } = world;
  const schedule = { every: 'week' as const, day: 1, at: '00:00', timeZone: 'UTC' };
  await setAutoTopUp(ctx, { accountId, amountGb: 1_000_000n, schedule });
  await db().autoTopUp.updateMany({ data: { scheduleAfter: new Date(Date.now() - 8 * 86_400_000) } });
  const rows = [{ accountId, amountGb: '2' }];
  const { bulk } = await createBulk(ctx, { rows }, { idempotencyKey: 'a list of a program' });
  const { order: deduct } = await world.deduct(10_000n);
  const { order: topUp } = await world.topUp(3_000_000n);
  // As the backup finds them: about to be sent.
  const ids = [deduct, topUp].map(({ id }) => Number(id));
  await db().attempt.deleteMany({ where: { orderId: { in: ids } } });
  const queued = { status: 'queued' as const, settledAt: null, attemptCount: 0 };
  await db().order.updateMany({ where: { id: { in: ids } }, data: queued });
  await backup(testDatabaseUrl(), file);
  const before = (await world.effects()).length;

  await closeJobs(); // the queue is made anew with the database
  await restore(testDatabaseUrl(), file, { force: true });
  await resumeBulks();
  await runAutoTopUps();
  await sweepOrders(world.later(40));

  expect(await db().bulkJob.findUnique({ where: { id: Number(bulk.id) } })).toMatchObject({ status: 'cancelled' });
  expect(await db().autoTopUpFiring.count()).toBe(0);
  expect((await getOrder(ctx, { id: Number(deduct.id) })).status).toBe('unknown');
  expect((await getOrder(ctx, { id: Number(topUp.id) })).status, 'the provider knows its reference').toBe('succeeded');
  expect((await world.effects()).length, 'nothing was applied').toBe(before);
  await proveOrders(world.later(60));
  const proved = await getOrder(ctx, { id: Number(deduct.id) });
  expect(proved).toMatchObject({ status: 'succeeded', evidence: { kind: 'record' } });
  expect((await world.effects()).length).toBe(before);
});
