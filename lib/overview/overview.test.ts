import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import type { Actor, Context } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { getOverview } from './get-overview';
import { listDryAccounts } from './list-dry-accounts';
import { listSources } from './list-sources';

useTestDatabase();
afterAll(closeDb);

const NOW = new Date('2026-11-21T16:30:00Z');
const MB = 1_000_000n;

function context(role: 'admin' | 'agent', agentId: number | null): Context {
  const actor: Actor = { kind: 'key', keyId: 1, name: 'test', role, agentId, address: null };
  return { actor, now: () => NOW };
}

async function addAgent(name: string): Promise<number> {
  const agent = await db().agent.create({
    data: {
      name,
      email: `${name}@example.com`,
      currency: 'USD',
      billingAccount: { create: { name, currency: 'USD', wallet: 1234n, creditLimit: 5000n } },
    },
  });
  return agent.id;
}

type Account = { name: string; agentId: number; residual: bigint | null; recent: bigint; days: number };

async function addAccount(connectionId: number, { name, agentId, residual, recent, days }: Account): Promise<void> {
  const customer = await db().customer.create({ data: { name, agentId } });
  await db().upstreamAccount.create({
    data: {
      connectionId,
      externalId: name,
      kind: 'customer',
      customerId: customer.id,
      residual,
      residualAsOf: NOW,
      recentUsage: recent,
      recentUsageDays: days,
    },
  });
}

let north = 0;
let south = 0;

beforeAll(async () => {
  north = await addAgent('north');
  south = await addAgent('south');
  const common = { baseUrl: 'https://example.com', credentials: 'x', usageAsset: 'IPWEB_MB' };
  const read = await db().connection.create({
    data: {
      ...common,
      provider: 'ipweb',
      name: 'Read',
      settings: { timeZone: 'Asia/Shanghai' },
      lastSyncedAt: NOW,
      status: 'failing',
      statusSince: NOW,
    },
  });
  await db().connection.create({
    data: { ...common, provider: 'freebit', name: 'New', settings: { timeZone: 'Asia/Tokyo' } },
  });
  await addAccount(read.id, { name: 'two-days', agentId: north, residual: 200n * MB, recent: 700n * MB, days: 7 });
  await addAccount(read.id, { name: 'half-a-day', agentId: south, residual: 50n * MB, recent: 700n * MB, days: 7 });
  await addAccount(read.id, { name: 'dry', agentId: north, residual: -5n * MB, recent: 700n * MB, days: 7 });
  await addAccount(read.id, { name: 'three-days', agentId: north, residual: 300n * MB, recent: 700n * MB, days: 7 });
  await addAccount(read.id, { name: 'asleep', agentId: north, residual: 0n, recent: 0n, days: 7 });
  await addAccount(read.id, { name: 'untold', agentId: north, residual: null, recent: 700n * MB, days: 7 });
});

describe('accounts that run dry', () => {
  test('soonest first, nobody who lasts three days, nobody who sleeps or tells no residual', async () => {
    const { data, more } = await listDryAccounts(context('admin', null), { limit: 8 });
    expect(data.map((account) => [account.customerName, account.daysLeft])).toEqual([
      ['dry', 0],
      ['half-a-day', 0.5],
      ['two-days', 2],
    ]);
    expect(data[2]?.residualBytes).toBe(200 * 1024 ** 2);
    expect(more).toBe(false);
  });

  test('an agent sees its own only; what is cut off is said', async () => {
    const own = await listDryAccounts(context('agent', south), { limit: 8 });
    expect(own.data.map((account) => account.customerName)).toEqual(['half-a-day']);
    const cut = await listDryAccounts(context('admin', null), { limit: 2 });
    expect([cut.data.length, cut.more]).toEqual([2, true]);
  });

  test('the index answers it, whatever the number of accounts', async () => {
    const plan = await db().$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      return tx.$queryRaw<{ 'QUERY PLAN': string }[]>`EXPLAIN SELECT a.id FROM upstream_account a
        WHERE a.customer_id IS NOT NULL AND a.recent_usage > 0 AND a.residual * a.recent_usage_days < 3 * a.recent_usage
        ORDER BY (greatest(a.residual, 0)::float8 * a.recent_usage_days / a.recent_usage) LIMIT 9`;
    });
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('upstream_account_running_dry_idx');
  });
});

describe('sources', () => {
  test('days are told in the zones of what was read; an agent sees where its accounts are', async () => {
    const all = await listSources(context('admin', null));
    expect(all.data.map((source) => [source.name, source.read])).toEqual([
      ['Read', true],
      ['New', false],
    ]);
    // Half past midnight in Shanghai.
    expect([all.zones, all.today, all.byteBase]).toEqual([['Asia/Shanghai'], '2026-11-22', 1024]);
    const own = await listSources(context('agent', south));
    expect(own.data.map((source) => source.name)).toEqual(['Read']);
  });
});

describe('the board', () => {
  const zone = { timeZone: 'Asia/Shanghai' };

  test('an agent gets its wallet and the outage, and nothing of the house', async () => {
    const board = await getOverview(context('agent', north), zone);
    expect(board.wallet?.available).toEqual({ amount: '62.34', currency: 'USD' });
    expect(board.house).toBeNull();
    expect(board.dry.data.map((account) => account.customerName)).toEqual(['dry', 'two-days']);
    expect(board.attention.map((item) => [item.kind, 'count' in item ? item.count : item.oldest])).toEqual([
      ['down', NOW.toISOString()],
      ['out', 1],
      ['low', 1],
    ]);
  });

  test('an admin gets the connections and no wallet', async () => {
    const board = await getOverview(context('admin', null), zone);
    expect(board.house?.connections.map((connection) => connection.name)).toEqual(['Read', 'New']);
    expect(board.wallet).toBeNull();
    expect(
      board.attention.map((item) => [item.kind, 'count' in item ? item.count : 'name' in item && item.name]),
    ).toEqual([
      ['down', 'Read'],
      ['out', 1],
      ['low', 2],
    ]);
  });
});
