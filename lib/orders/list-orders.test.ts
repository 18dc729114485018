import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { addAgent, addConnection } from '@/lib/usage/testing';
import { listOrders } from './index';
import type { OrderQuery } from './schemas';

useTestDatabase();

const ctx = systemContext('test');
let agentId: number;

beforeAll(async () => {
  const connectionId = await addConnection('ipweb');
  agentId = await addAgent();
  await db().order.createMany({
    data: Array.from({ length: 23 }, (_, no) => ({
      reference: `test-${no}`,
      type: no % 4 === 0 ? ('deduct' as const) : ('top_up' as const),
      status: 'succeeded' as const,
      connectionId,
      agentId: no % 3 === 0 ? agentId : null,
      madeBy: 'system:test',
      madeByName: 'test',
      createdAt: new Date(Date.UTC(2026, 10, 1 + (no % 5))),
    })),
  });
});

async function every(query: Partial<OrderQuery>, as: Context = ctx): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listOrders(as, { limit: 4, ...query, cursor });
    found.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

test('within days by time, and then by number', async () => {
  const found = await every({ from: '2026-11-01', to: '2026-11-03', sort: 'old' });
  const rows = await db().order.findMany({
    where: { createdAt: { lt: new Date('2026-11-04T00:00:00Z') } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  expect(found).toEqual(rows.map(({ id }) => String(id)));
  expect(found.length).toBe(15);
});

test('oldest first is newest first the other way round, page by page, under every filter', async () => {
  const all = await every({ limit: 500 });
  expect(all.map(Number)).toEqual(all.map(Number).sort((a, b) => b - a));
  expect(new Set(await every({})).size).toBe(23);
  const actor = { kind: 'key' as const, keyId: 1, name: 'key', role: 'agent' as const, agentId, address: null };
  const agent: Context = { actor, now: ctx.now };
  for (const [query, as] of [
    [{}, ctx],
    [{ type: 'deduct' }, ctx],
    [{ from: '2026-11-02', to: '2026-11-04' }, ctx],
    [{}, agent],
  ] as const) {
    const newest = await every(query, as);
    expect(newest.length).toBeGreaterThan(4);
    expect(await every({ ...query, sort: 'new' }, as)).toEqual(newest);
    expect(await every({ ...query, sort: 'old' }, as)).toEqual(newest.reverse());
  }
});
