import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import type { Context } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { checkLedger } from '@/lib/ledger';
import { salesSpans } from './get-sales';
import { costSales, getSales, setListCost } from './index';
import { addAccount, addAgent, addConnection, addCustomer, now, sold } from './testing/cost-world';

useTestDatabase();
afterAll(closeDb);

// Ten past nine in the morning in Shanghai, the 21st.
const NOW = new Date('2026-11-21T01:10:00Z');
const ZONE = { timeZone: 'Asia/Shanghai' };

function as(role: 'admin' | 'viewer' | 'agent', agentId: number | null = null): Context {
  return { actor: { kind: 'key', keyId: 1, name: 'test', role, agentId, address: null }, now: () => NOW };
}

let north = { id: 0 };
let connectionId = 0;

beforeAll(async () => {
  connectionId = await addConnection('Upstream');
  north = await addAgent('north');
  const south = await addAgent('south', 'JPY');
  const sell = async (
    agent: { id: number },
    settledAt: string,
    price: [bigint, string],
    more: { back?: boolean } = {},
  ) => {
    const customer = await addCustomer(`buyer ${settledAt}`, agent);
    const account = await addAccount(connectionId, settledAt, customer.id);
    const place = { connectionId, accountId: account.id, customerId: customer.id, agentId: agent.id };
    await sold(place, 1, '', { ...more, price, settledAt: new Date(settledAt) });
  };
  await sell(north, '2026-11-21T01:05:00Z', [500n, 'USD']); // today
  await sell(north, '2026-11-20T16:05:00Z', [300n, 'USD']); // five past midnight, today
  await sell(north, '2026-11-20T15:55:00Z', [700n, 'USD']); // five to midnight, yesterday, later than by now
  await sell(north, '2026-11-20T00:40:00Z', [110n, 'USD']); // yesterday by this time
  await sell(north, '2026-10-31T16:05:00Z', [40n, 'USD']); // the first of this month
  await sell(north, '2026-10-20T20:00:00Z', [1000n, 'USD']); // the 21st of last month, by this time
  await sell(north, '2026-10-21T02:00:00Z', [9999n, 'USD']); // the same day, later than by now
  await sell(south, '2026-11-21T01:00:00Z', [1200n, 'JPY']);
  await sell(north, '2026-11-21T01:06:00Z', [999n, 'USD'], { back: true }); // a deduct sells nothing
  await costSales({ ...now('2026-11-21'), now: () => NOW });
});

const usd = (amount: string) => ({ amount, currency: 'USD' });
const jpy = (amount: string) => ({ amount, currency: 'JPY' });

describe('sales', () => {
  test('today and this month by the reader’s clock, each with the period before up to the same moment', async () => {
    const sales = await getSales(as('viewer'), ZONE);
    expect(sales.today).toEqual([
      { now: jpy('1200'), before: jpy('0'), orders: 1 },
      { now: usd('8.00'), before: usd('1.10'), orders: 2 },
    ]);
    expect(sales.month).toEqual([
      { now: jpy('1200'), before: jpy('0'), orders: 1 },
      { now: usd('16.50'), before: usd('10.00'), orders: 5 },
    ]);
    expect(sales.asOf).toBe(new Date(NOW.getTime() - 30_000).toISOString());
    // In UTC the day began at another moment.
    expect((await getSales(as('admin'), { timeZone: 'UTC' })).today[1]?.now).toEqual(usd('5.00'));
  });

  test('an agent sees its own only, and nothing of cost', async () => {
    const own = await getSales(as('agent', north.id), ZONE);
    expect(own.today.map(({ now: money }) => money)).toEqual([usd('8.00')]);
    expect(JSON.stringify(own)).not.toMatch(/cost|margin/i);
  });

  test('costed again they are the same, and the books prove them', async () => {
    const before = await getSales(as('admin'), ZONE);
    const price = { price: 1_000_000n, currency: 'USD' };
    await setListCost(now('2026-11-21'), { connectionId, perGb: price, from: '2026-11-01' });
    await costSales({ ...now('2026-11-21'), now: () => NOW });
    expect(await getSales(as('admin'), ZONE)).toEqual(before);
    const sums = async () => (await checkLedger()).problems.filter(({ rule }) => rule.startsWith('Sales by'));
    expect(await sums()).toEqual([]);
    await db().salesByAgent.updateMany({ where: { agentId: north.id }, data: { orders: { increment: 1 } } });
    expect((await sums()).length).toBeGreaterThan(0);
  });
});

test('a longer month is compared with all of a shorter one, a day of 23 hours with as long a part of the day before', () => {
  const march = salesSpans(new Date('2026-03-31T12:00:00Z'), 'UTC');
  expect(march.lastMonth).toEqual({ from: new Date('2026-02-01T00:00:00Z'), to: new Date('2026-03-01T00:00:00Z') });
  const january = salesSpans(new Date('2026-01-02T00:07:00Z'), 'UTC');
  expect(january.lastMonth).toEqual({ from: new Date('2025-12-01T00:00:00Z'), to: new Date('2025-12-02T00:00:00Z') });
  const spring = salesSpans(new Date('2026-03-30T10:00:00Z'), 'Europe/Berlin');
  expect(spring.yesterday).toEqual({ from: new Date('2026-03-28T23:00:00Z'), to: new Date('2026-03-29T11:00:00Z') });
});
