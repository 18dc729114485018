import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { closeDb } from '@/lib/infra/db';
import { addExchangeRate, costSales, getMargin, listCostBlocks, marginTable, setListCost } from './index';
import { marginQuery } from './schemas';
import { addCustomer, addPlace, block, marginOf, now, own, type Place, sold, staff } from './testing/cost-world';

useTestDatabase();
afterAll(closeDb);

let place: Place;

beforeEach(async () => {
  place = await addPlace();
});

describe('currencies', () => {
  test('without a rate both figures and no margin; with one that was entered, the margin', async () => {
    await block(place, 10, '2026-11-02', { paid: 7_000n, currency: 'CNY' });
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
      const customer = await addCustomer(`Sorted ${index}`, { id: place.agentId });
      await sold({ ...place, customerId: customer.id }, 1, '2026-11-03', { price: [cents, 'JPY'] });
    }
    await setListCost(now('2026-11-21'), {
      connectionId: place.connectionId,
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
    expect(table.map(([label]) => label)).toContain('Sorted 0');
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
