import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Actor, type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db, toDbDay } from '@/lib/infra/db';
import { getStock, keepStock } from './index';

useTestDatabase();
afterAll(closeDb);

const GB = 1_024_000_000n;
const BYTES = 1024 ** 3;
const at = (text: string) => new Date(`${text}Z`);
const SYNCED = at('2026-11-21T10:00:00');

const NOW = at('2026-11-21T12:00:00');

function reader(role: 'viewer' | 'agent'): Context {
  const actor: Actor = { kind: 'key', keyId: 1, name: 't', role, agentId: role === 'agent' ? 1 : null, address: null };
  return { actor, now: () => NOW };
}

let connectionId = 0;

async function addAccount(externalId: string, residual: bigint | null, kind: 'customer' | 'pool' = 'customer') {
  const residualAsOf = residual === null ? null : SYNCED;
  return db().upstreamAccount.create({ data: { connectionId, externalId, kind, residual, residualAsOf } });
}

beforeAll(async () => {
  const row = await db().connection.create({
    data: {
      provider: 'ipweb',
      name: 'Upstream',
      baseUrl: 'https://example.com',
      credentials: 'x',
      settings: {},
      usageAsset: 'IPWEB_MB',
      lastSyncedAt: SYNCED,
    },
  });
  connectionId = row.id;
  await db().poolBalance.create({ data: { connectionId, pool: 'account', residual: 100n * GB, asOf: SYNCED } });
  await db().poolBalance.create({ data: { connectionId, pool: 'account2', residual: 900n * GB, asOf: SYNCED } });
  for (const [index, residual] of [30n * GB, 12n * GB, -5n * GB, null].entries())
    await addAccount(`a${index}`, residual);
  await addAccount('whole', 100n * GB, 'pool');
  for (const [day, settled] of [
    ['2026-11-18', true],
    ['2026-11-19', true],
    ['2026-11-20', true],
    ['2026-11-21', false],
  ] as const) {
    const key = { connectionId, day: toDbDay(day) };
    await db().usageCoverage.create({ data: { ...key, readAt: SYNCED, settled } });
    // The idle 19th has no row; today does not count yet.
    if (day === '2026-11-19') continue;
    const total = day === '2026-11-21' ? 999n * GB : 30n * GB;
    await db().usageByConnection.create({
      data: { ...key, upload: 0n, download: total, total, accounts: 1, split: 1 },
    });
  }
});

test('what is left, less what customers hold, can still be sold; the pace is that of settled days', async () => {
  await keepStock(systemContext('test', () => at('2026-11-21T10:01:00')));
  const [stock] = await getStock(reader('viewer'));
  expect(stock).toMatchObject({
    pool: 'account',
    residualBytes: 100 * BYTES,
    residualAsOf: SYNCED.toISOString(),
    unusedBytes: 42 * BYTES,
    unusedAsOf: SYNCED.toISOString(),
    accounts: 3,
    sellableBytes: 58 * BYTES,
    burn: { bytesPerDay: 20 * BYTES, days: 3, from: '2026-11-18', to: '2026-11-20' },
    daysOfCover: 5,
    state: 'ok',
    expiring: [],
  });
});

test('written again after a sync or a sale only; more sold than there is is short', async () => {
  const before = await db().stockLevel.findFirstOrThrow();
  await keepStock(systemContext('test', () => NOW));
  expect((await db().stockLevel.findFirstOrThrow()).writtenAt).toEqual(before.writtenAt);
  const account = await addAccount('late', 60n * GB);
  await db().order.create({
    data: {
      ...{ reference: 'stock-1', type: 'top_up', status: 'succeeded', connectionId, accountId: account.id },
      ...{ madeBy: 'system:test', madeByName: 'test', settledAt: at('2026-11-21T11:00:00') },
    },
  });
  await keepStock(systemContext('test', () => NOW));
  const [stock] = await getStock(reader('viewer'), { connectionId });
  expect([stock?.unusedBytes, stock?.sellableBytes, stock?.state]).toEqual([102 * BYTES, -2 * BYTES, 'short']);
});

test('blocks that expire within thirty days are told; without a pool nothing can be said', async () => {
  const block = { connectionId, amount: GB, remaining: GB, asset: 'IPWEB_MB', boughtAt: SYNCED };
  for (const expiresAt of [at('2026-12-10T00:00:00'), at('2026-11-25T00:00:00'), at('2027-06-01T00:00:00')]) {
    await db().costBlock.create({ data: { ...block, expiresAt } });
  }
  const [stock] = await getStock(reader('viewer'));
  expect(stock?.expiring).toEqual([
    { expiresAt: '2026-11-25T00:00:00.000Z', bytes: BYTES },
    { expiresAt: '2026-12-10T00:00:00.000Z', bytes: BYTES },
  ]);
  await db().poolBalance.deleteMany();
  expect((await getStock(reader('viewer')))[0]).toMatchObject({
    residualBytes: null,
    sellableBytes: null,
    state: 'unknown',
  });
});

test('more than a number holds exactly is told as near as it gets', async () => {
  for (const name of ['huge', 'vast']) await addAccount(name, 9_000_000n * GB);
  await db().stockLevel.updateMany({ data: { writtenAt: new Date(0) } });
  await keepStock(systemContext('test', () => NOW));
  const [stock] = await getStock(reader('viewer'));
  expect(stock?.unusedBytes).toBeGreaterThanOrEqual(18_000_000 * BYTES);
});

test('what a clock that was ahead has written is written again', async () => {
  await db().stockLevel.updateMany({ data: { writtenAt: at('2026-11-23T00:00:00') } });
  await keepStock(systemContext('test', () => NOW));
  expect((await db().stockLevel.findFirstOrThrow()).writtenAt).toEqual(NOW);
});

test('agents see none of it', async () => {
  await expect(getStock(reader('agent'))).rejects.toThrow('role');
});
