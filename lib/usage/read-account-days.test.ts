import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { getDailyUsage, readAccountDays, type UsageDayDto, writeUsagePage } from '.';
import { addAgent, addConnection, addCustomer } from './testing';

useTestDatabase();
afterAll(closeDb);

const NOW = new Date('2026-11-21T09:00:00Z');
const admin: Context = systemContext('test', () => NOW);
const DAYS = ['2026-10-31', '2026-11-01', '2026-11-20'];
/** More than two batches. */
const ACCOUNTS = 2_300;
const range = { from: '2026-10-30', to: '2026-11-21' };

let agentId: number;
let customerId: number;

async function addAccounts(connectionId: number, count: number): Promise<number[]> {
  const rows = await db().$queryRaw<{ id: number }[]>`
    INSERT INTO upstream_account (connection_id, external_id, external_name, kind, customer_id)
    SELECT ${connectionId}, 'number ' || n, CASE WHEN n % 3 = 0 THEN 'name ' || n END, 'customer',
      CASE WHEN n % 2 = 0 THEN ${customerId}::int END
    FROM generate_series(1, ${count}::int) n RETURNING id`;
  return rows.map(({ id }) => id);
}

async function all(ctx: Context, query: Parameters<typeof readAccountDays>[1]) {
  const rows: UsageDayDto[] = [];
  for await (const batch of readAccountDays(ctx, query)) rows.push(...batch);
  return rows;
}

beforeAll(async () => {
  agentId = await addAgent();
  customerId = await addCustomer(agentId);
  for (const [provider, count] of [
    ['ipweb', ACCOUNTS],
    ['freebit', 7],
  ] as const) {
    const connectionId = await addConnection(provider);
    const accounts = await addAccounts(connectionId, count);
    const rows = DAYS.flatMap((day) =>
      accounts
        .filter((id) => id % 11 !== 0)
        .map((accountId) => {
          const upload = accountId % 5 === 0 ? null : BigInt(accountId) * 1_000_003n;
          return { accountId, day, upload, download: upload, total: BigInt(accountId) * 2_000_007n };
        }),
    );
    await writeUsagePage(undefined, { connectionId, readAt: NOW, settledUpTo: '2026-11-18', rows });
  }
});

test('a file of all accounts has the rows of the answer by account, in its order', async () => {
  const rows = await all(admin, range);
  expect(rows.length).toBeGreaterThan(DAYS.length * 2_000);
  expect(rows).toEqual((await getDailyUsage(admin, { ...range, groupBy: 'account' })).data);
  expect(new Set(rows.map(({ provisional }) => provisional))).toEqual(new Set([true, false]));
});

test('it keeps to filters and to what the actor may see', async () => {
  const agent = (id: number): Context => ({
    actor: { kind: 'key', keyId: 1, name: 'key', role: 'agent', agentId: id, address: null },
    now: () => NOW,
  });
  for (const [ctx, query] of [
    [admin, { ...range, customerId }],
    [admin, { ...range, customerId: 'unassigned' as const }],
    [agent(agentId), range],
  ] as const) {
    const rows = await all(ctx, query);
    expect(rows.length).toBeGreaterThan(1_000);
    expect(rows).toEqual((await getDailyUsage(ctx, { ...query, groupBy: 'account' })).data);
  }
  expect(await all(agent(await addAgent()), range)).toEqual([]);
  expect(await all(agent(agentId), { ...range, agentId: agentId + 1 })).toEqual([]);
  expect(await all(admin, { ...range, from: '2026-11-02', to: '2026-11-19' })).toEqual([]);
});
