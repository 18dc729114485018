import { describe, expect, test, vi } from 'vitest';
import { createConnection } from '@/lib/connections';
import { createAccount, createAgent, createCustomer, drainStandings, updateAccount } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { type XlsxSheet, xlsxStream } from '@/lib/infra/xlsx';
import { addPerson } from '@/lib/orders/testing/order-world';
import { FREEBIT_OEM_ID, FREEBIT_OEM_KEY } from '@/sandbox/credentials';
import { getBulk, listBulks, readWorkbook, startBulk } from './index';
import { MAX_BULK_ROWS } from './schemas';
import { allOf, idOf, states, useBulkWorld } from './testing/bulk-world';

const world = useBulkWorld();

describe('a preview', () => {
  test('judges each row and orders nothing', async () => {
    const before = await db().order.count();
    const admin = await addPerson('admin', null);
    const text = `account;GB;note\n${world.externalId};1.01;first\ntruck;2\n#${world.second};3\nnobody;1\nTwin;1\nTruck;x\n#${world.foreign};0.000001`;
    const bulk = await world.preview(text, admin);
    expect(bulk).toMatchObject({ status: 'preview', rows: 7, good: 4, handled: 3, mine: true });
    expect(bulk.data.map(({ problem }) => problem)).toEqual([
      null,
      null,
      null,
      'No account has this id, number or name.',
      `Several accounts fit. Write #${world.accountId} (ipweb test) or #${world.foreign} (ipweb test).`,
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
    const bulk = await world.preview(`#${world.foreign};1\nTwin;1\nno-such;1`);
    const unknown = 'No account of yours has this id, number or name.';
    expect(bulk.data.map(({ problem }) => problem)).toEqual([unknown, null, unknown]);
    const admin = await addPerson('admin', null);
    const theirs = await world.preview('Truck;1', admin);
    await expect(getBulk(world.seller, idOf(theirs))).rejects.toMatchObject({ code: 'not_found' });
    await expect(startBulk(world.seller, allOf(theirs))).rejects.toMatchObject({ code: 'not_found' });
    expect((await listBulks(world.seller, { limit: 50 })).data.map(({ id }) => id)).not.toContain(theirs.id);
    await expect(startBulk(admin, allOf(bulk))).rejects.toMatchObject({ code: 'forbidden' });
    const viewer = await addPerson('viewer', null);
    await expect(world.preview('Truck;1', viewer)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await getBulk(viewer, idOf(theirs))).toMatchObject({ mine: false });
  });

  test('warns where the wallet ends and where approval is needed', async () => {
    const bulk = await world.preview('Truck;90\nTruck;90\nTruck;90\nTruck;90\nTruck;90\nTruck;150');
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
    const bulk = await world.preview('090-1234-5678;0.5\n090 1234 5678;1.01');
    expect(bulk.data.map(({ accountName }) => accountName)).toEqual(['09012345678', '09012345678']);
    expect(states(bulk)).toEqual(['waiting', 'refused']);
    expect(bulk.data[1]?.problem).toContain('whole units');
  });
});

describe('two thousand rows', () => {
  test('take as many queries as two', async () => {
    const count = async (rows: number) => {
      const text = Array.from({ length: rows }, (_, i) =>
        i % 2 === 0 ? `#${world.second};0.000001` : 'Twin;0.000001',
      ).join('\n');
      const queries = vi.spyOn(db(), '$queryRaw');
      const bulk = await world.preview(text);
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
    const bulk = await world.preview('Truck;90\nTruck;90\nTruck;90\nTruck;90\nTruck;90\nTwin;600');
    expect(bulk.checks?.wallets).toEqual([
      { name: 'Agent', total: { amount: '2520.00', currency: 'USD' }, available: expect.anything(), enough: false },
    ]);
    expect(bulk.checks?.dailyLimit).toMatchObject({ limitGb: '1000', rowsGb: '1050', enough: false });
    expect(bulk.data[5]?.warning).toContain('Above today’s limit of 1000 GB.');
    await db().agent.update({ where: { id: world.agentId }, data: { dailyCapGb: 100_000_000_000n } });
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
  const { text } = await readWorkbook(world.seller, { bytes });
  const bulk = await world.preview(text);
  expect(bulk.data.map(({ amountGb, note, problem }) => [amountGb, note, problem])).toEqual([
    ['0.5', 'a "b";c', null],
    ['1.01', null, null],
  ]);
  await expect(readWorkbook(world.seller, { bytes: Buffer.from('PK, but no workbook') })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('an account that went to another agent is named to its former one no more', async () => {
  const other = await createAgent(world.ctx, { name: 'Other', email: 'other@example.com', currency: 'USD' });
  const secret = await createCustomer(world.ctx, { name: 'Their best customer', agentId: Number(other.id) });
  const bulk = await world.preview('Truck;1');
  expect(bulk.data).toMatchObject([{ accountName: 'Truck', customerName: 'Customer' }]);
  await updateAccount(world.ctx, { id: world.second, customerId: Number(secret.id), label: 'VIP' });
  expect((await getBulk(world.seller, idOf(bulk))).data).toMatchObject([{ accountName: null, customerName: null }]);
  expect((await getBulk(world.ctx, idOf(bulk))).data).toMatchObject([{ customerName: 'Their best customer' }]);
  await updateAccount(world.ctx, { id: world.second, customerId: world.customerId, label: 'Truck' });
});
