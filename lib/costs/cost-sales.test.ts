import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { closeDb, db } from '@/lib/infra/db';
import { checkLedger } from '@/lib/ledger';
import { addCostBlock, costSales, listCostBlocks, priceCostBlock, setListCost } from './index';
import {
  addConnection,
  addPlace,
  at,
  block,
  bought,
  GB,
  marginOf,
  millionths,
  now,
  own,
  type Place,
  partsOf,
  sold,
  staff,
} from './testing/cost-world';

useTestDatabase();
afterAll(closeDb);

const usd = (minor: bigint) => ({ minor, currency: 'USD' });

let place: Place;

beforeEach(async () => {
  place = await addPlace();
});

describe('the cost of sales', () => {
  test('blocks first, then list cost, each order once, whoever and how many cost it at once', async () => {
    await setListCost(now('2026-11-21'), {
      connectionId: place.connectionId,
      perGb: { price: 2_000_000n, currency: 'USD' },
      from: '2026-11-01',
    });
    await block(place, 10, '2026-11-02', { paid: 1_000n });
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
      ['connection', place.connectionId],
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
    const { block: added } = await block(place, 5, '2026-11-05');
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
      connectionId: place.connectionId,
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
      await block(place, 7, '2026-11-05', { paid: 700n }),
      await block(place, 7, '2026-11-05', { paid: 700n }),
    ];
    expect([first.created, second.created, second.block.id]).toEqual([true, false, first.block.id]);
    await expect(block(place, 1, '2026-11-25')).rejects.toThrow('has not come');
    await expect(block(place, 2, '2026-11-05', { expiresOn: '2026-11-01' })).rejects.toThrow('expire');
    await expect(
      addCostBlock(
        staff('viewer'),
        { connectionId: place.connectionId, amountGb: 1n, boughtOn: '2026-11-05' },
        { idempotencyKey: 'x' },
      ),
    ).rejects.toThrow('role');
  });

  test('an order that is settled in the past becomes known within the hour and is costed then', async () => {
    await block(place, 5, '2026-11-01', { paid: 500n });
    await costSales(now('2026-11-20'));
    const adopted = await sold(place, 1, '2026-11-06');
    await costSales({ ...now('2026-11-20'), now: () => new Date(at('2026-11-20').getTime() + 3_700_000) });
    expect(await partsOf(adopted)).toEqual([[adopted, 'blocks', 1, 1, 'USD']]);
    expect(await own('connection', place.connectionId)).toMatchObject({
      currency: null,
      revenue: null,
      margin: null,
      why: 'not_charged',
    });
  });

  test('a run of a clock that was days ahead does not keep later sales from being costed', async () => {
    await block(place, 5, '2026-11-01', { paid: 500n });
    await costSales(now('2026-11-25'));
    const order = await sold(place, 1, '2026-11-21');
    await costSales(now('2026-11-22'));
    expect(await partsOf(order)).toEqual([[order, 'blocks', 1, 1, 'USD']]);
    const next = await sold(place, 1, '', { settledAt: new Date(at('2026-11-22').getTime() - 60_000) });
    await costSales(now('2026-11-22'));
    expect(await partsOf(next)).toEqual([[next, 'blocks', 1, 1, 'USD']]);
  });

  test('nothing that was settled within the last half minute is costed yet', async () => {
    const order = await sold(place, 1, '', { settledAt: new Date(at('2026-11-20').getTime() - 10_000) });
    await costSales(now('2026-11-20'));
    expect(await partsOf(order)).toEqual([]);
    await costSales({ ...now('2026-11-20'), now: () => new Date(at('2026-11-20').getTime() + 60_000) });
    expect(await partsOf(order)).toHaveLength(1);
  });
});

describe('purchases from the providers’ lists', () => {
  const later = { syncedAt: at('2026-11-10') };

  test('the first time only what is left to sell counts, of the newest; later ones in full, each once', async () => {
    await bought(place.connectionId, 50, '2026-09-01');
    await bought(place.connectionId, 30, '2026-10-20');
    await bought(place.connectionId, 20, '2026-11-01');
    await db().poolBalance.create({
      data: { connectionId: place.connectionId, pool: 'account', residual: 40n * GB, asOf: later.syncedAt },
    });
    await db().upstreamAccount.update({ where: { id: place.accountId }, data: { residual: 6n * GB } });
    const order = await sold(place, 1, '2026-11-05');
    await db().connection.update({ where: { id: place.connectionId }, data: { lastSyncedAt: later.syncedAt } });
    await costSales(now('2026-11-20'));
    const blocks = await listCostBlocks(staff('viewer'), { connectionId: place.connectionId, limit: 50 });
    // 34 GB are left to sell and 1 was sold since: 20 of the newest, 15 of the one before; the oldest bought goes first.
    expect(blocks.data.map((row) => [row.amountGb, row.remainingGb, row.beforeGb, row.state, row.priceFrom])).toEqual([
      ['20', '20', '0', 'unused', 'unknown'],
      ['30', '14', '15', 'in_use', 'unknown'],
      ['50', '0', '50', 'used_up', 'unknown'],
    ]);
    expect((await partsOf(order)).map(([, basis]) => basis)).toEqual(['unknown']);
    await bought(place.connectionId, 9, '2026-11-19');
    await bought(place.connectionId, 8, '2026-01-01');
    await db().connection.update({ where: { id: place.connectionId }, data: { lastSyncedAt: at('2026-11-20') } });
    await Promise.all([costSales(now('2026-11-20')), costSales(now('2026-11-20'))]);
    const more = await listCostBlocks(staff('viewer'), { connectionId: place.connectionId, limit: 50 });
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
    const ipidea = await addConnection('Idea', 'ipidea');
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
  const entered = { connectionId: place.connectionId, amountGb: millionths(10), paid: usd(1_000n) };
  await expect(
    addCostBlock(now('2026-12-13'), { ...entered, boughtOn: '2026-11-01' }, { idempotencyKey: 'late' }),
  ).rejects.toThrow('is closed');
  await addCostBlock(now('2026-12-13'), { ...entered, boughtOn: '2026-12-01' }, { idempotencyKey: 'open' });
  await expect(
    setListCost(now('2026-12-13'), {
      connectionId: place.connectionId,
      perGb: { price: 1n, currency: 'USD' },
      from: '2026-11-30',
    }),
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
