import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import type { Context } from '@/lib/core/actor';
import { listCustomers } from '@/lib/customers';
import { customerQuery } from '@/lib/customers/schemas';
import { closeDb, db } from '@/lib/infra/db';
import { listOrders } from '@/lib/orders';
import { orderQuery } from '@/lib/orders/schemas';
import { listDiscrepancies } from '@/lib/reconciliation';
import { discrepancyQuery } from '@/lib/reconciliation/schemas';
import { type AttentionItem, attentionHref } from './attention-schemas';
import { getLastBackup, getOverview } from './index';
import { as, makeEverythingWrong, makeQuietWorld, NOW } from './testing/attention-world';

useTestDatabase();
afterAll(closeDb);

let north = 0;
let south = 0;
let read = 0;

beforeAll(async () => {
  ({ north, south, read } = await makeQuietWorld());
});

async function attentionOf(ctx: Context): Promise<AttentionItem[]> {
  return (await getOverview(ctx, { timeZone: 'Asia/Shanghai' })).attention;
}

describe('when all is well', () => {
  test('nothing needs anybody, whoever looks', async () => {
    expect(await attentionOf(as('admin'))).toEqual([]);
    expect(await attentionOf(as('viewer'))).toEqual([]);
    expect(await attentionOf(as('agent', north))).toEqual([]);
  });
});

describe('when everything is wrong', () => {
  beforeAll(() => makeEverythingWrong({ north, south, read }));

  const told = (items: readonly AttentionItem[]) =>
    items.map((item) => [
      item.kind,
      'count' in item ? item.count : 'name' in item ? item.name : null,
      item.oldest === null ? null : (NOW.getTime() - Date.parse(item.oldest)) / 3_600_000,
    ]);

  test('an admin and a viewer have one list, the most urgent first, with counts and ages', async () => {
    const items = await attentionOf(as('admin'));
    expect(told(items)).toEqual([
      ['books_broken', 1, 2],
      ['refused', 'Refused', 3],
      ['down', 'Down', 6],
      ['unknown', 2, 30],
      ['short', 'Read', null],
      ['out', 2, 9],
      ['awaiting', 1, 4],
      ['adjustments', 1, 8],
      ['rejected', 2, 39],
      ['low', 1, 4],
      ['stale', 'Late', 5],
      ['pool_low', 'Late', 11],
      ['differences', 2, 50],
      ['alert', 2, 9],
      ['backup_old', null, 24 * 9],
    ]);
    expect(await attentionOf(as('viewer'))).toEqual(items);
  });

  test('an agent has its own customers and orders only, and nothing of the house', async () => {
    expect(told(await attentionOf(as('agent', north)))).toEqual([
      ['unknown', 1, 2],
      ['out', 1, 9],
      ['awaiting', 1, 4],
      ['alert', 1, 9],
    ]);
    const board = JSON.stringify(await getOverview(as('agent', north), { timeZone: 'UTC' }));
    for (const foreign of ['south', 'Late', 'Down', 'Refused', 'cost', 'margin', 'sellable']) {
      expect(board).not.toContain(foreign);
    }
  });

  test.each([
    ['an admin', () => as('admin')],
    ['an agent', () => as('agent', north)],
  ])('each link of %s lands on the list of what was counted', async (_who, ctx) => {
    let links = 0;
    for (const item of await attentionOf(ctx())) {
      const url = new URL(attentionHref(item, true) ?? '/', 'http://x');
      const search = Object.fromEntries(url.searchParams);
      const list = {
        '/orders': () => listOrders(ctx(), orderQuery.parse(search)),
        '/customers': () => listCustomers(ctx(), customerQuery.parse(search)),
        '/reconciliation': () => listDiscrepancies(ctx(), discrepancyQuery.parse(search)),
      }[url.pathname];
      if (!list || !('count' in item)) continue;
      links += 1;
      expect([item.kind, (await list()).data.length]).toEqual([item.kind, item.count]);
    }
    expect(links).toBeGreaterThan(3);
  });

  test('an agent is not sent to pages of the house', async () => {
    const items = await attentionOf(as('admin'));
    const down = items.find(({ kind }) => kind === 'down');
    expect(down && [attentionHref(down, true)?.startsWith('/connections/'), attentionHref(down, false)]).toEqual([
      true,
      null,
    ]);
    await expect(getLastBackup(as('agent', north))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('what is more than a thousand is said to be more, and not counted on', async () => {
    const customer = await db().customer.findFirstOrThrow({ where: { agentId: south } });
    const rows = Array.from({ length: 1_001 }, (_, index) => ({
      reference: `many-${index}`,
      type: 'top_up' as const,
      status: 'unknown' as const,
      connectionId: read,
      customerId: customer.id,
      agentId: south,
      madeBy: 'user:1',
      madeByName: 'Somebody',
    }));
    await db().order.createMany({ data: rows });
    const unknown = (await attentionOf(as('admin'))).find(({ kind }) => kind === 'unknown');
    expect(unknown).toMatchObject({ count: 1_000, more: true });
  });
});
