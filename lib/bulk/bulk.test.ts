import { spawn } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { createConnection } from '@/lib/connections';
import type { Context } from '@/lib/core/actor';
import { createAccount, createCustomer, drainStandings } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { type XlsxSheet, xlsxStream } from '@/lib/infra/xlsx';
import { getWallet } from '@/lib/ledger';
import { drainSubmissions, sweepOrders } from '@/lib/orders';
import { type OrderWorld, openOrderWorld } from '@/lib/orders/testing/order-world';
import { FREEBIT_OEM_ID, FREEBIT_OEM_KEY } from '@/sandbox/credentials';
import {
  cancelBulk,
  createBulk,
  getBulk,
  judgeBulk,
  listBulkRows,
  listBulks,
  previewBulk,
  readWorkbook,
  resumeBulks,
  runBulk,
  startBulk,
} from './index';
import { type BulkDto, MAX_BULK_ROWS } from './schemas';

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
/** All that asks, ticked. */
const allOf = (bulk: BulkDto) => ({
  ...idOf(bulk),
  again: bulk.data.filter(({ state }) => state === 'again').map(({ no }) => no),
});
const states = (bulk: BulkDto) => bulk.data.map(({ state }) => state);

async function started(text: string, ctx = seller): Promise<{ id: number }> {
  const bulk = await preview(text, ctx);
  await startBulk(ctx, allOf(bulk));
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
    await expect(startBulk(seller, allOf(theirs))).rejects.toMatchObject({ code: 'not_found' });
    expect((await listBulks(seller, { limit: 50 })).data.map(({ id }) => id)).not.toContain(theirs.id);
    await expect(startBulk(admin, allOf(bulk))).rejects.toMatchObject({ code: 'forbidden' });
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
    // What a busy database kept from being written down is the sweeper's.
    await sweepOrders(world.later(60));
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
    // The order was taken for sending as it was made: first nobody knows what became of it, then it is sent again.
    await sweepOrders(world.later(60));
    await sweepOrders(world.later(120));
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
    await expect(startBulk(seller, { id, again: [] })).rejects.toMatchObject({ code: 'invalid_state' });
    await expect(cancelBulk(seller, { id })).rejects.toMatchObject({ code: 'invalid_state' });
  });

  test('starts once, and not on a preview of yesterday', async () => {
    const old = await preview('Twin;1');
    const tomorrow = { ...seller, now: () => new Date(Date.now() + 90_000_000) };
    await expect(startBulk(tomorrow, allOf(old))).rejects.toMatchObject({ code: 'invalid_state' });
    await Promise.all([startBulk(seller, allOf(old)), startBulk(seller, allOf(old))]);
    await resumeBulks();
    const jobs = await db().$queryRaw<unknown[]>`
      SELECT 1 FROM pgboss.job WHERE name = 'bulk-run' AND singleton_key = ${old.id} AND state < 'completed'`;
    expect(jobs).toHaveLength(1);
    const audits = await db().auditEvent.count({ where: { action: 'bulk.started', entityId: old.id } });
    expect(audits).toBe(1);
    await cancelBulk(seller, idOf(old));
  });
});

describe('a second top-up of an account', () => {
  test('is asked about: what is not ticked is left out', async () => {
    const first = await started('Twin;1');
    await runBulk(first.id);
    const bulk = await preview('Twin;1\nTruck;2\nTruck;3\nTruck;4');
    expect(states(bulk)).toEqual(['again', 'waiting', 'again', 'again']);
    expect(bulk.data[0]?.warning).toContain('Topped up within the last ten minutes, by order #');
    expect(bulk.data[2]?.warning).toBe('The same account as in row 2, 4.');
    await startBulk(seller, { ...idOf(bulk), again: [4] });
    await runBulk(idOf(bulk).id);
    await drainSubmissions();
    const done = await getBulk(seller, idOf(bulk));
    expect(states(done)).toEqual(['left_out', 'succeeded', 'left_out', 'succeeded']);
    expect(done).toMatchObject({ good: 2, handled: 4, rows: 4, totalGb: '6', states: { left_out: 2, succeeded: 2 } });
  });

  test('in between is asked about when it is started, and not ordered when it came after', async () => {
    const bulk = await preview('Twin;1\nTruck;1');
    const other = await preview('Twin;1');
    const late = await started('Truck;1');
    await startBulk(seller, allOf(other));
    await runBulk(idOf(other).id);
    await expect(startBulk(seller, allOf(bulk))).rejects.toMatchObject({ code: 'similar_order' });
    const asked = await getBulk(seller, idOf(bulk));
    expect(states(asked)).toEqual(['again', 'waiting']);
    expect(asked.data[0]?.warning).toContain('Topped up since you checked, by order #');
    // What was shown is not asked twice.
    await startBulk(seller, allOf(asked));
    const before = (await world.effects()).length;
    await Promise.all([runBulk(late.id), runBulk(late.id)]);
    await runBulk(idOf(bulk).id);
    await drainSubmissions();
    const done = await getBulk(seller, idOf(bulk));
    expect(states(done)).toEqual(['succeeded', 'refused']);
    expect(done.data[1]?.problem).toContain('topped up by another order after these rows were checked');
    // Twin is the first account, whose effects are counted: of this list one, and Truck's are another's.
    expect((await world.effects()).length - before).toBe(1);
  });
});

describe('two thousand rows', () => {
  test('take as many queries as two', async () => {
    const count = async (rows: number) => {
      const text = Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? `#${second};0.000001` : 'Twin;0.000001')).join(
        '\n',
      );
      const queries = vi.spyOn(db(), '$queryRaw');
      const bulk = await preview(text);
      const calls = queries.mock.calls.length;
      queries.mockRestore();
      expect(bulk).toMatchObject({ rows, good: rows });
      return calls;
    };
    await drainStandings(); // what earlier orders left to do asks the database, too
    const few = await count(2);
    expect(few).toBeGreaterThan(3);
    expect(await count(MAX_BULK_ROWS)).toBe(few);
  }, 30_000);

  test('are held against the wallet and the day’s limit as a whole', async () => {
    await db().agent.update({ where: { id: world.agentId }, data: { dailyCapGb: 1_000_000_000n } });
    const bulk = await preview('Truck;90\nTruck;90\nTruck;90\nTruck;90\nTruck;90\nTwin;600');
    expect(bulk.checks?.wallets).toEqual([
      { name: 'Agent', total: { amount: '2520.00', currency: 'USD' }, available: expect.anything(), enough: false },
    ]);
    expect(bulk.checks?.dailyLimit).toMatchObject({ limitGb: '1000', rowsGb: '1050', enough: false });
    expect(bulk.data[5]?.warning).toContain('Above today’s limit of 1000 GB.');
    await db().agent.update({ where: { id: world.agentId }, data: { dailyCapGb: 100_000_000_000n } });
  });
});

describe('a program’s rows', () => {
  const rows = (...accounts: string[]) => ({ rows: accounts.map((account) => ({ account, amountGb: '1' })) });
  const key = async (): Promise<Context> => {
    const { id, name } = await db().apiKey.create({
      data: {
        name: `Till ${++people}`,
        prefix: 'x',
        keyHash: `h${people}`,
        role: 'agent',
        agentId: world.agentId,
        createdBy: 'test',
      },
    });
    return {
      actor: { kind: 'key', keyId: id, name, role: 'agent', agentId: world.agentId, address: null },
      now: () => new Date(),
    };
  };

  test('become orders without questions, the same key once, until the key is revoked', async () => {
    const till = await key();
    const judged = await judgeBulk(till, {
      rows: [
        { accountId: second, amountGb: '1' },
        { account: 'Twin', amountGb: 'x' },
      ],
    });
    expect(judged).toMatchObject({ rows: 2, good: 1, totalGb: '1', data: [{ problem: null }, { account: 'Twin' }] });
    const input = rows('Twin', 'Twin', 'nobody');
    const made = await Promise.all([1, 2].map(() => createBulk(till, input, { idempotencyKey: 'k1' })));
    expect(made.map(({ created }) => created).sort()).toEqual([false, true]);
    expect(new Set(made.map(({ bulk }) => bulk.id)).size).toBe(1);
    await expect(createBulk(till, rows('Twin'), { idempotencyKey: 'k1' })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
    const { id } = idOf(made[0]?.bulk ?? ({} as never));
    await runBulk(id);
    await drainSubmissions();
    expect(states(await getBulk(till, { id }))).toEqual(['succeeded', 'succeeded', 'refused']);
    const page = await listBulkRows(till, { id, limit: 2 });
    expect(page.data.map(({ no }) => no)).toEqual([1, 2]);
    const rest = await listBulkRows(till, { id, limit: 2, cursor: page.nextCursor ?? '' });
    expect(rest).toMatchObject({ data: [{ no: 3, state: 'refused' }], nextCursor: null });
    const orders = await db().order.findMany({
      where: { id: { in: page.data.map(({ orderId }) => Number(orderId)) } },
    });
    expect(orders.map(({ madeBy }) => madeBy)).toEqual([
      expect.stringMatching(/^key:/),
      expect.stringMatching(/^key:/),
    ]);

    const gone = await createBulk(till, rows('Truck'), { idempotencyKey: 'k2' });
    await db().apiKey.updateMany({ where: { name: till.actor.name }, data: { revokedAt: new Date() } });
    await runBulk(idOf(gone.bulk).id);
    expect(await getBulk(till, idOf(gone.bulk))).toMatchObject({ status: 'cancelled' });
    const none = await createBulk(till, rows('nobody'), { idempotencyKey: 'k3' });
    expect(none.bulk).toMatchObject({ status: 'finished', good: 0, handled: 1 });
  });
});

test('a workbook is read as its rows, and the result is one', async () => {
  const written = async (sheet: XlsxSheet) => new Uint8Array(await new Response(xlsxStream(sheet)).arrayBuffer());
  const columns = [{ label: 'Account' }, { label: 'GB', kind: 'number' as const }, { label: 'Note' }];
  const bytes = await written({
    name: 'List',
    head: [],
    columns,
    rows: [
      ['Twin', '0.5', 'a "b";c'],
      ['Truck', '1.01', null],
    ],
  });
  const { text } = await readWorkbook(seller, { bytes });
  const bulk = await preview(text);
  expect(bulk.data.map(({ amountGb, note, problem }) => [amountGb, note, problem])).toEqual([
    ['0.5', 'a "b";c', null],
    ['1.01', null, null],
  ]);
  await expect(readWorkbook(seller, { bytes: Buffer.from('PK, but no workbook') })).rejects.toMatchObject({
    code: 'invalid_input',
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
