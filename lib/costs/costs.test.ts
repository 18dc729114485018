import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { closeDb, db } from '@/lib/infra/db';
import { checkLedger } from '@/lib/ledger';
import {
  addCostBlock,
  addExchangeRate,
  costSales,
  getMargin,
  listCostBlocks,
  marginTable,
  priceCostBlock,
  setListCost,
} from './index';
import { marginQuery } from './schemas';
import {
  addAccount,
  addAgent,
  addConnection,
  addCustomer,
  at,
  bought,
  GB,
  now,
  partsOf,
  sold,
  staff,
} from './testing/cost-world';

useTestDatabase();
afterAll(closeDb);

const usd = (minor: bigint) => ({ minor, currency: 'USD' });
const gb = (count: number) => BigInt(count) * 1_000_000n;

let connectionId = 0;
let place = { connectionId: 0, accountId: 0, customerId: 0, agentId: 0 };
let no = 0;

beforeEach(async () => {
  no += 1;
  connectionId = await addConnection(`Upstream ${no}`);
  const agent = await addAgent(`agent-${no}`);
  const customer = await addCustomer(`Buyer ${no}`, agent);
  const account = await addAccount(connectionId, `a${no}`, customer.id);
  place = { connectionId, accountId: account.id, customerId: customer.id, agentId: agent.id };
});

function block(amount: number, day: string, more: { paid?: bigint; expiresOn?: string; currency?: string } = {}) {
  const paid = more.paid === undefined ? null : { minor: more.paid, currency: more.currency ?? 'USD' };
  const input = { connectionId, amountGb: gb(amount), boughtOn: day, expiresOn: more.expiresOn ?? null, paid };
  return addCostBlock(now('2026-11-21'), input, { idempotencyKey: `block-${no}-${amount}-${day}` });
}

async function marginOf(groupBy: string, more: object = {}) {
  return getMargin(staff('viewer'), marginQuery.parse({ month: '2026-11', groupBy, ...more }));
}

async function own(groupBy: 'agent' | 'customer' | 'connection', id: number) {
  return (await marginOf(groupBy, { limit: 500 })).data.find(({ key }) => key === String(id));
}

describe('the cost of sales', () => {
  test('blocks first, then list cost, each order once, whoever and how many cost it at once', async () => {
    await setListCost(now('2026-11-21'), {
      connectionId,
      perGb: { price: 2_000_000n, currency: 'USD' },
      from: '2026-11-01',
    });
    await block(10, '2026-11-02', { paid: 1_000n });
    const first = await sold(place, 4, '2026-11-03', { price: [1_200n, 'USD'] });
    const second = await sold(place, 8, '2026-11-04', { price: [2_400n, 'USD'] });
    const third = await sold(place, 3, '2026-11-05', { back: true });
    await Promise.all([1, 2, 3, 4].map(() => costSales(now('2026-11-20'))));
    await costSales(now('2026-11-20'));
    expect(await partsOf(first, second, third)).toEqual([
      [first, 'blocks', 4, 4, 'USD'],
      [second, 'blocks', 6, 6, 'USD'],
      [second, 'list', 2, 4, 'USD'],
      [third, 'list', -2, -4, 'USD'],
      [third, 'blocks', -1, -1, 'USD'],
    ]);
    for (const [groupBy, id] of [
      ['agent', place.agentId],
      ['customer', place.customerId],
      ['connection', connectionId],
    ] as const) {
      expect(await own(groupBy, id), groupBy).toMatchObject({
        currency: 'USD',
        orders: 3,
        gb: '9',
        revenue: { amount: '36.00', currency: 'USD' },
        costs: [{ basis: 'blocks', money: { amount: '9.00', currency: 'USD' } }],
        cost: { amount: '9.00', currency: 'USD' },
        margin: { amount: '27.00', currency: 'USD' },
        marginPercent: '75.0',
        why: null,
      });
    }
    expect((await checkLedger()).problems).toEqual([]);
  });

  test('a block that becomes known later costs the sales of open months again, and its price as well', async () => {
    const early = await sold(place, 2, '2026-11-03', { price: [600n, 'USD'] });
    const late = await sold(place, 2, '2026-11-09', { price: [600n, 'USD'] });
    await costSales(now('2026-11-20'));
    expect((await partsOf(early, late)).map(([, basis]) => basis)).toEqual(['unknown', 'unknown']);
    expect(await own('agent', place.agentId)).toMatchObject({
      margin: null,
      why: 'cost_unknown',
      unknown: { gb: '4', orders: 2 },
    });
    const { block: added } = await block(5, '2026-11-05');
    await costSales(now('2026-11-20'));
    expect((await partsOf(early, late)).map(([, basis, , cost]) => [basis, cost])).toEqual([
      ['unknown', 0],
      ['unknown', 0],
    ]);
    await priceCostBlock(staff('admin'), { id: Number(added.id), paid: usd(1_000n) });
    await costSales(now('2026-11-20'));
    expect((await partsOf(early, late)).map(([, basis, , cost]) => [basis, cost])).toEqual([
      ['unknown', 0],
      ['blocks', 4],
    ]);
    await setListCost(now('2026-11-21'), {
      connectionId,
      perGb: { price: 1_500_000n, currency: 'USD' },
      from: '2026-11-01',
    });
    await costSales(now('2026-11-20'));
    expect(await own('agent', place.agentId)).toMatchObject({
      costs: [
        { basis: 'blocks', money: { amount: '4.00' } },
        { basis: 'list', money: { amount: '3.00' } },
      ],
      margin: { amount: '5.00', currency: 'USD' },
      unknown: null,
    });
    expect((await checkLedger()).problems).toEqual([]);
  });

  test('entered twice with one key it is one block; a day to come, or an expiry before it, is refused', async () => {
    const [first, second] = [
      await block(7, '2026-11-05', { paid: 700n }),
      await block(7, '2026-11-05', { paid: 700n }),
    ];
    expect([first.created, second.created, second.block.id]).toEqual([true, false, first.block.id]);
    await expect(block(1, '2026-11-25')).rejects.toThrow('has not come');
    await expect(block(2, '2026-11-05', { expiresOn: '2026-11-01' })).rejects.toThrow('expire');
    await expect(
      addCostBlock(staff('viewer'), { connectionId, amountGb: 1n, boughtOn: '2026-11-05' }, { idempotencyKey: 'x' }),
    ).rejects.toThrow('role');
  });

  test('an order that is settled in the past becomes known within the hour and is costed then', async () => {
    await block(5, '2026-11-01', { paid: 500n });
    await costSales(now('2026-11-20'));
    const adopted = await sold(place, 1, '2026-11-06');
    await costSales({ ...now('2026-11-20'), now: () => new Date(at('2026-11-20').getTime() + 3_700_000) });
    expect(await partsOf(adopted)).toEqual([[adopted, 'blocks', 1, 1, 'USD']]);
    expect(await own('connection', connectionId)).toMatchObject({
      currency: null,
      revenue: null,
      margin: null,
      why: 'not_charged',
    });
  });

  test('nothing that was settled within the last half minute is costed yet', async () => {
    const order = await sold(place, 1, '', { settledAt: new Date(at('2026-11-20').getTime() - 10_000) });
    await costSales(now('2026-11-20'));
    expect(await partsOf(order)).toEqual([]);
    await costSales({ ...now('2026-11-20'), now: () => new Date(at('2026-11-20').getTime() + 60_000) });
    expect(await partsOf(order)).toHaveLength(1);
  });
});

describe('currencies', () => {
  test('without a rate both figures and no margin; with one that was entered, the margin', async () => {
    await block(10, '2026-11-02', { paid: 7_000n, currency: 'CNY' });
    await sold(place, 10, '2026-11-03', { price: [2_000n, 'USD'] });
    await costSales(now('2026-11-20'));
    expect(await own('agent', place.agentId)).toMatchObject({
      revenue: { amount: '20.00', currency: 'USD' },
      costs: [{ basis: 'blocks', money: { amount: '70.00', currency: 'CNY' } }],
      cost: null,
      margin: null,
      why: 'currencies',
    });
    await addExchangeRate(staff('admin'), { base: 'USD', quote: 'CNY', rate: '7', from: '2026-11-01' });
    await expect(
      addExchangeRate(staff('admin'), { base: 'USD', quote: 'CNY', rate: '8', from: '2026-11-01' }),
    ).rejects.toThrow('already');
    expect(await own('agent', place.agentId)).toMatchObject({
      cost: { amount: '10.00', currency: 'USD' },
      margin: { amount: '10.00', currency: 'USD' },
      why: null,
    });
    expect(await own('customer', place.customerId)).toMatchObject({ margin: { amount: '10.00', currency: 'USD' } });
  });
});

describe('the margin page’s figures', () => {
  test('customers come in the order asked for, page by page, with the totals of all', async () => {
    for (const [index, cents] of [300n, 100n, 200n].entries()) {
      const customer = await addCustomer(`Sorted ${no} ${index}`, { id: place.agentId });
      await sold({ ...place, customerId: customer.id }, 1, '2026-11-03', { price: [cents, 'JPY'] });
    }
    await setListCost(now('2026-11-21'), {
      connectionId,
      perGb: { price: 1_000_000n, currency: 'JPY' },
      from: '2026-11-01',
    });
    await costSales(now('2026-11-20'));
    const yen = (rows: { currency: string | null; revenue: { amount: string } | null }[]) =>
      rows.filter(({ currency }) => currency === 'JPY').map(({ revenue }) => revenue?.amount);
    expect(yen((await marginOf('customer', { limit: 500 })).data)).toEqual(['300', '200', '100']);
    expect(yen((await marginOf('customer', { limit: 500, direction: 'asc', sort: 'revenue' })).data)).toEqual([
      '100',
      '200',
      '300',
    ]);
    const pages: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await marginOf('customer', { limit: 2, ...(cursor ? { cursor } : {}) });
      pages.push(...yen(page.data));
      expect(page.totals.find(({ currency }) => currency === 'JPY')).toMatchObject({ margin: { amount: '597' } });
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(pages).toEqual(['300', '200', '100']);
    const table = await marginTable(staff('admin'), marginQuery.parse({ month: '2026-11', groupBy: 'customer' }));
    expect(table.map(([label]) => label)).toContain(`Sorted ${no} 0`);
    const months = await marginOf('month');
    expect(months.data.find(({ currency }) => currency === 'JPY')).toMatchObject({
      key: '2026-11',
      revenue: { amount: '600' },
    });
  });

  test('agents get none of it', async () => {
    await expect(getMargin(staff('agent'), marginQuery.parse({ month: '2026-11' }))).rejects.toThrow('role');
    await expect(listCostBlocks(staff('agent'), { limit: 50 })).rejects.toThrow('role');
  });
});

describe('purchases from the providers’ lists', () => {
  const later = { syncedAt: at('2026-11-10') };

  test('the first time only what is left to sell counts, of the newest; later ones in full, each once', async () => {
    await bought(connectionId, 50, '2026-09-01');
    await bought(connectionId, 30, '2026-10-20');
    await bought(connectionId, 20, '2026-11-01');
    await db().poolBalance.create({
      data: { connectionId, pool: 'account', residual: 40n * GB, asOf: later.syncedAt },
    });
    await db().upstreamAccount.update({ where: { id: place.accountId }, data: { residual: 6n * GB } });
    const order = await sold(place, 1, '2026-11-05');
    await db().connection.update({ where: { id: connectionId }, data: { lastSyncedAt: later.syncedAt } });
    await costSales(now('2026-11-20'));
    const blocks = await listCostBlocks(staff('viewer'), { connectionId, limit: 50 });
    // 34 GB are left to sell and 1 was sold since: 20 of the newest, 15 of the one before; the oldest bought goes first.
    expect(blocks.data.map((row) => [row.amountGb, row.remainingGb, row.beforeGb, row.state, row.priceFrom])).toEqual([
      ['20', '20', '0', 'unused', 'unknown'],
      ['30', '14', '15', 'in_use', 'unknown'],
      ['50', '0', '50', 'used_up', 'unknown'],
    ]);
    expect((await partsOf(order)).map(([, basis]) => basis)).toEqual(['unknown']);
    await bought(connectionId, 9, '2026-11-19');
    await bought(connectionId, 8, '2026-01-01');
    await db().connection.update({ where: { id: connectionId }, data: { lastSyncedAt: at('2026-11-20') } });
    await Promise.all([costSales(now('2026-11-20')), costSales(now('2026-11-20'))]);
    const more = await listCostBlocks(staff('viewer'), { connectionId, limit: 50 });
    expect(more.data.map((row) => [row.amountGb, row.remainingGb])).toEqual([
      ['9', '9'],
      ['20', '20'],
      ['30', '14'],
      ['50', '0'],
      ['8', '0'],
    ]);
    expect((await checkLedger()).problems).toEqual([]);
  });

  test('IPIDEA’s paid packages have their price and expiry; what is left is what its pool says; the rest expires', async () => {
    const ipidea = await addConnection(`Idea ${no}`, 'ipidea');
    const raw = (until: string, paid = 1) => ({ pay_status: paid, sub_expire_time: at(until).getTime() / 1000 });
    const flow = { kind: 'flow', asset: 'IPIDEA_MB' };
    await bought(ipidea, 10, '2026-10-01', { ...flow, money: [10_000n, 'CNY'], raw: raw('2026-11-15') });
    await bought(ipidea, 10, '2026-11-01', { ...flow, money: [20_000n, 'CNY'], raw: raw('2026-12-15') });
    await bought(ipidea, 10, '2026-11-02', { ...flow, raw: raw('2026-12-15', 0) });
    await bought(ipidea, 10, '2026-11-03', { ...flow, kind: 'mobile_flow', raw: raw('2026-12-15') });
    // Over before it was first seen: nobody knows what was left of it.
    await bought(ipidea, 10, '2026-09-01', { ...flow, money: [10_000n, 'CNY'], raw: raw('2026-11-05') });
    await db().poolBalance.create({
      data: { connectionId: ipidea, pool: 'balance_left', residual: 12_000_000_000n, asOf: at('2026-11-10') },
    });
    await db().connection.update({ where: { id: ipidea }, data: { lastSyncedAt: at('2026-11-10') } });
    await costSales(now('2026-11-10'));
    const { data } = await listCostBlocks(staff('viewer', '2026-11-21'), { connectionId: ipidea, limit: 50 });
    expect(
      data.map((row) => [row.amountGb, row.remainingGb, row.state, row.paid?.amount ?? null, row.breakage]),
    ).toEqual([
      ['10', null, 'not_known', null, null],
      ['10', '10', 'unused', '200.00', null],
      ['10', '2', 'expired', '100.00', { gb: '2', cost: { amount: '20.00', currency: 'CNY' } }],
      ['10', null, 'expired', '100.00', null],
    ]);
    const { breakage } = await marginOf('connection');
    expect(breakage.find((row) => row.connectionId === String(ipidea))).toMatchObject({
      gb: '2',
      cost: { amount: '20.00' },
    });
  });
});

// Last: it closes months of all connections.
test('a closed month never changes: what becomes known later counts from the first open month', async () => {
  const sale = await sold(place, 2, '2026-11-03', { price: [600n, 'USD'] });
  await costSales(now('2026-12-05'));
  expect(await db().costMonth.findMany()).toEqual([expect.objectContaining({ month: '2026-10' })]);
  await costSales(now('2026-12-12'));
  const closed = await marginOf('agent', { limit: 500 });
  expect(closed.status).toBe('closed');
  const entered = { connectionId, amountGb: gb(10), paid: usd(1_000n) };
  await expect(
    addCostBlock(now('2026-12-13'), { ...entered, boughtOn: '2026-11-01' }, { idempotencyKey: 'late' }),
  ).rejects.toThrow('is closed');
  await addCostBlock(now('2026-12-13'), { ...entered, boughtOn: '2026-12-01' }, { idempotencyKey: 'open' });
  await expect(
    setListCost(now('2026-12-13'), { connectionId, perGb: { price: 1n, currency: 'USD' }, from: '2026-11-30' }),
  ).rejects.toThrow('is closed');
  const adopted = await sold(place, 1, '2026-11-20');
  const december = await sold(place, 1, '2026-12-02');
  await costSales(now('2026-12-14'));
  expect((await partsOf(sale, adopted, december)).map(([, basis]) => basis)).toEqual(['unknown', 'unknown', 'blocks']);
  expect(await db().costAllocation.findFirst({ where: { orderId: adopted } })).toMatchObject({ month: '2026-12' });
  const again = await marginOf('agent', { limit: 500 });
  expect([again.data, again.totals]).toEqual([closed.data, closed.totals]);
  await expect(db().costAllocation.deleteMany({ where: { orderId: sale } })).rejects.toThrow();
  await expect(db().costMonth.deleteMany()).rejects.toThrow();
  expect((await checkLedger()).problems).toEqual([]);
});
