import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { addConnection } from '@/lib/usage/testing';
import { listProviderRecords } from './index';
import type { ProviderRecordQuery } from './schemas';

useTestDatabase();

const ctx = systemContext('test');
let connectionId: number;

beforeAll(async () => {
  connectionId = await addConnection('ipweb');
  const other = await addConnection('ipweb');
  await db().providerRecord.createMany({
    data: Array.from({ length: 30 }, (_, no) => ({
      connectionId: no % 6 === 0 ? other : connectionId,
      kind: no % 4 === 0 ? 'consumption' : 'recharge',
      identity: `line ${no}`,
      // Several at one time; in Shanghai the last ones of a day are of the next one.
      at: new Date(Date.UTC(2026, 10, 1 + (no % 7), 20)),
      day: new Date(Date.UTC(2026, 10, 2 + (no % 7))),
      raw: {},
    })),
  });
});

async function every(query: Partial<ProviderRecordQuery>): Promise<string[]> {
  const found: { id: string; at: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await listProviderRecords(ctx, { limit: 4, ...query, cursor });
    found.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const times = found.map(({ at }) => at).sort();
  expect(found.map(({ at }) => at)).toEqual(query.sort === 'old' ? times : times.reverse());
  return found.map(({ id }) => id);
}

test('oldest first is newest first the other way round, page by page, those of one time by number', async () => {
  expect(new Set(await every({})).size).toBe(30);
  for (const query of [
    {},
    { connectionId },
    { connectionId, kind: 'recharge' as const },
    { from: '2026-11-03', to: '2026-11-05' },
  ]) {
    const newest = await every(query);
    expect(newest.length).toBeGreaterThan(8);
    expect(await every({ ...query, sort: 'old' })).toEqual(newest.reverse());
  }
});

test('days are the provider’s', async () => {
  expect(await every({ from: '2026-11-03', to: '2026-11-03' })).toHaveLength(
    await db().providerRecord.count({ where: { day: new Date('2026-11-03T00:00:00Z') } }),
  );
});
