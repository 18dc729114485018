import { spawn } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { createConnection } from '@/lib/connections';
import type { Context } from '@/lib/core/actor';
import { createAccount, createCustomer } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { getWallet } from '@/lib/ledger';
import { drainSubmissions, sweepOrders } from '@/lib/orders';
import { type OrderWorld, openOrderWorld } from '@/lib/orders/testing/order-world';
import { FREEBIT_OEM_ID, FREEBIT_OEM_KEY } from '@/sandbox/credentials';
import { bulkCsv, cancelBulk, getBulk, listBulks, previewBulk, resumeBulks, runBulk, startBulk } from './index';
import type { BulkDto } from './schemas';

const { url } = useTestDatabase();

let world: OrderWorld;
let seller: Context;
let second: number;
let foreign: number;
let people = 0;

async function person(role: 'admin' | 'agent' | 'viewer', agentId: number | null): Promise<Context> {
  const email = `person${++people}@example.com`;
  const { id, name } = await db().user.create({ data: { email, name: `Person ${people}`, role, agentId } });
  const actor = { kind: 'user' as const, userId: id, name, role, agentId, sessionId: 's', address: null };
  return { actor, now: () => new Date() };
}

const preview = (text: string, ctx = seller) => previewBulk(ctx, { text, fileName: null });
const idOf = (bulk: BulkDto) => ({ id: Number(bulk.id) });
const states = (bulk: BulkDto) => bulk.data.map(({ state }) => state);

async function started(text: string, ctx = seller): Promise<{ id: number }> {
  const bulk = await preview(text, ctx);
  await startBulk(ctx, idOf(bulk));
  return idOf(bulk);
}

beforeAll(async () => {
  world = await openOrderWorld();
  seller = await person('agent', world.agentId);
  const demo = (await world.control('demo')) as { customers: { externalId: string }[] };
  const [, two = '', three = ''] = demo.customers.map(({ externalId }) => externalId);
  const base = { connectionId: world.connectionId };
  const account = await createAccount(world.ctx, { ...base, externalId: two, customerId: world.customerId });
  second = Number(account.id);
  await db().upstreamAccount.update({ where: { id: second }, data: { label: 'Truck' } });
  const house = await createCustomer(world.ctx, { name: 'House' });
  const other = await createAccount(world.ctx, { ...base, externalId: three, customerId: Number(house.id) });
  foreign = Number(other.id);
});

beforeEach(async () => {
  await world.clearFaults();
  await drainSubmissions();
  // Orders of an earlier test must not look like double ones.
  await db().$executeRaw`UPDATE "order" SET created_at = created_at - interval '1 hour'`;
});

afterAll(() => world.close());

describe('a preview', () => {
  test('judges each row and orders nothing', async () => {
    await db().upstreamAccount.update({ where: { id: world.accountId }, data: { label: 'Twin' } });
    await db().upstreamAccount.update({ where: { id: foreign }, data: { label: 'Twin' } });
    const before = await db().order.count();
    const admin = await person('admin', null);
    const text = `account;GB;note\n${world.externalId};1.01;first\ntruck;2\n#${second};3\nnobody;1\nTwin;1\nTruck;x\n#${foreign};0.000001`;
    const bulk = await preview(text, admin);
    expect(bulk).toMatchObject({ status: 'preview', rows: 7, good: 4, handled: 3, mine: true });
    expect(bulk.data.map(({ problem }) => problem)).toEqual([
      null,
      null,
      null,
      'No account has this id, number or name.',
      `Several accounts fit. Write #${world.accountId} (test) or #${foreign} (test).`,
      expect.stringContaining('Write the amount in GB'),
      null,
    ]);
    expect(bulk.data[0]).toMatchObject({ amountGb: '1.01', price: { amount: '2.42', currency: 'USD' }, note: 'first' });
    expect(bulk.data[1]?.warning).toBe('The same account as in row 3.');
    expect(bulk.totalGb).toBe('6.010001');
    expect(bulk.totalPrices).toEqual([{ amount: '14.42', currency: 'USD' }]);
    expect(await db().order.count()).toBe(before);
  });

  test('is blind to accounts of others, and to their jobs', async () => {
    const bulk = await preview(`#${foreign};1\nTwin;1\nno-such;1`);
    const unknown = 'No account of yours has this id, number or name.';
    expect(bulk.data.map(({ problem }) => problem)).toEqual([unknown, null, unknown]);
    const admin = await person('admin', null);
    const theirs = await preview('Truck;1', admin);
    await expect(getBulk(seller, idOf(theirs))).rejects.toMatchObject({ code: 'not_found' });
    await expect(startBulk(seller, idOf(theirs))).rejects.toMatchObject({ code: 'not_found' });
    expect((await listBulks(seller)).map(({ id }) => id)).not.toContain(theirs.id);
    await expect(startBulk(admin, idOf(bulk))).rejects.toMatchObject({ code: 'forbidden' });
    const viewer = await person('viewer', null);
    await expect(preview('Truck;1', viewer)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await getBulk(viewer, idOf(theirs))).toMatchObject({ mine: false });
  });

  test('warns where the wallet ends and where approval is needed', async () => {
    const bulk = await preview('Truck;90\nTruck;90\nTruck;90\nTruck;90\nTruck;90\nTruck;150');
    const ends = bulk.data.map(({ warning }) => warning?.includes('does not reach') ?? false);
    expect(ends).toEqual([false, false, false, false, true, true]);
    expect(bulk.data[5]?.warning).toContain('Waits for approval.');
  });

  test('finds a SIM by its number as people write it, and refuses what is no whole number of its units', async () => {
    const { baseUrl } = await db().connection.findUniqueOrThrow({ where: { id: world.connectionId } });
    const connection = await createConnection(world.ctx, {
      provider: 'freebit',
      name: 'SIMs',
      baseUrl: baseUrl.replace('ipweb', 'freebit'),
      credentials: { oemId: FREEBIT_OEM_ID, oemKey: FREEBIT_OEM_KEY },
      settings: {},
      sandbox: true,
    });
    const { customerId } = world;
    await createAccount(world.ctx, { connectionId: Number(connection.id), externalId: '09012345678', customerId });
    const bulk = await preview('090-1234-5678;0.5\n090 1234 5678;1.01');
    expect(bulk.data.map(({ accountName }) => accountName)).toEqual(['09012345678', '09012345678']);
    expect(states(bulk)).toEqual(['waiting', 'refused']);
    expect(bulk.data[1]?.problem).toContain('whole units');
  });
});

describe('a job', () => {
  test('makes each row an order of its maker, once, even when run again and twice at once', async () => {
    const { id } = await started('Truck;1;a\nTruck;1;a\nTwin;2\nnobody;1\nTwin;3\nTruck;1');
    const before = (await world.effects()).length;
    await Promise.all([runBulk(id), runBulk(id)]);
    await runBulk(id);
    await resumeBulks();
    await drainSubmissions();
    const bulk = await getBulk(seller, { id });
    expect(bulk).toMatchObject({ status: 'finished', handled: 6, good: 5 });
    expect(states(bulk)).toEqual(['succeeded', 'succeeded', 'succeeded', 'refused', 'succeeded', 'succeeded']);
    const keys = bulk.data.flatMap(({ no }) => `bulk:${id}:${no}`);
    expect(await db().idempotencyKey.count({ where: { key: { in: keys } } })).toBe(5);
    const orders = await db().order.findMany({
      where: { id: { in: bulk.data.map(({ orderId }) => Number(orderId)) } },
    });
    expect(orders).toHaveLength(5);
    for (const order of orders) {
      expect(order).toMatchObject({ madeBy: expect.stringMatching(/^user:/), agentId: world.agentId });
      expect(order.madeByName).toContain('(bulk)');
    }
    // Two of the five are the first account's, whose effects are counted here.
    expect((await world.effects()).length - before).toBe(2);
  });

  test('killed between an order and its row, it goes on without repeating it', async () => {
    const { id } = await started('Twin;1\nTwin;1\nTwin;1');
    const before = (await world.effects()).length;
    expect(await dieAt('order.inserted', id)).toBe('SIGKILL');
    const made = await db().idempotencyKey.count({ where: { key: { startsWith: `bulk:${id}:` } } });
    expect(made).toBeGreaterThan(0);
    expect(await db().bulkRow.count({ where: { jobId: id, orderId: { not: null } } })).toBe(0);
    const seen = await getBulk(seller, { id });
    expect(seen.data.filter(({ orderId }) => orderId !== null)).toHaveLength(made);
    await runBulk(id);
    await sweepOrders(world.later(60));
    await drainSubmissions();
    const bulk = await getBulk(seller, { id });
    expect(bulk.status).toBe('finished');
    expect(states(bulk)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect((await world.effects()).length - before).toBe(3);
  });

  test('an empty wallet stops its own row only', async () => {
    const wallet = await getWallet(world.billingAccountId);
    const gb = Math.floor(Number(wallet.balance.amount) / 2.4) + 1;
    // Rows above the limit for approval would only wait, so the limit is lifted for this one.
    await db().agent.update({ where: { id: world.agentId }, data: { approvalAboveGb: null } });
    const { id } = await started(`Truck;${gb}\nTwin;1`);
    await runBulk(id);
    const bulk = await getBulk(seller, { id });
    expect(states(bulk)).toEqual(['refused', 'succeeded']);
    expect(bulk.data[0]?.problem).toContain('short of this order');
    expect(bulk.status).toBe('finished');
  });

  test('stops when its maker was disabled or may only look', async () => {
    for (const change of [{ disabledAt: new Date() }, { role: 'viewer' as const, agentId: null }]) {
      const maker = await person('agent', world.agentId);
      const { id } = await started('Twin;1', maker);
      const userId = maker.actor.kind === 'user' ? maker.actor.userId : 0;
      await db().user.update({ where: { id: userId }, data: change });
      await runBulk(id);
      const bulk = await getBulk(seller, { id });
      expect(bulk).toMatchObject({ status: 'cancelled', stoppedWhy: 'Who started it may no longer order.' });
      expect(states(bulk)).toEqual(['left_out']);
    }
  });

  test('cancelled, it leaves out the rows that are not made', async () => {
    const { id } = await started('Twin;1');
    expect((await cancelBulk(seller, { id })).status).toBe('cancelled');
    await runBulk(id);
    expect(states(await getBulk(seller, { id }))).toEqual(['left_out']);
    await expect(startBulk(seller, { id })).rejects.toMatchObject({ code: 'invalid_state' });
    await expect(cancelBulk(seller, { id })).rejects.toMatchObject({ code: 'invalid_state' });
  });

  test('starts once, and not on a preview of yesterday', async () => {
    const old = await preview('Twin;1');
    const tomorrow = { ...seller, now: () => new Date(Date.now() + 90_000_000) };
    await expect(startBulk(tomorrow, idOf(old))).rejects.toMatchObject({ code: 'invalid_state' });
    await Promise.all([startBulk(seller, idOf(old)), startBulk(seller, idOf(old))]);
    await resumeBulks();
    const jobs = await db().$queryRaw<unknown[]>`
      SELECT 1 FROM pgboss.job WHERE name = 'bulk-run' AND singleton_key = ${old.id} AND state < 'completed'`;
    expect(jobs).toHaveLength(1);
    const audits = await db().auditEvent.count({ where: { action: 'bulk.started', entityId: old.id } });
    expect(audits).toBe(1);
    await cancelBulk(seller, idOf(old));
  });

  test('as CSV no cell is a formula', async () => {
    const bulk = await preview('=1+1;5\nTwin;1;@cmd');
    const csv = bulkCsv(bulk);
    expect(csv).toContain("'=1+1");
    expect(csv).toContain("'@cmd");
    expect(csv.split('\n')).toHaveLength(4);
    await db().bulkJob.updateMany({ where: { status: 'running' }, data: { status: 'cancelled' } });
  });
});

/** Runs the job in a process of its own, which dies at the step; gives the signal that ended it. */
function dieAt(step: string, id: number): Promise<string | null> {
  const args = ['--conditions=react-server', '--import', 'tsx', 'lib/bulk/testing/run-and-die.ts', String(id)];
  const env = { ...process.env, DATABASE_URL: url, GIGATILL_FAILPOINT: step };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (_code, signal) => resolve(signal));
  });
}
