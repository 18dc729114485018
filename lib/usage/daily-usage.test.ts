import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db, inTransaction } from '@/lib/infra/db';
import { getDailyUsage, getForecast, warmRankings, writeCoverage, writeUsagePage } from '.';
import { forgetAnswers } from './answers';
import { addAccount, addAgent, addConnection, addCustomer, moveAccount } from './testing';

useTestDatabase();
afterAll(closeDb);

const NOW = new Date('2026-11-21T09:00:00Z');
const admin: Context = systemContext('test', () => NOW);
const agentContext = (agentId: number): Context => ({
  actor: { kind: 'key', keyId: 1, name: 'key', role: 'agent', agentId, address: null },
  now: () => NOW,
});
const MB = 1_048_576;

describe('reading', () => {
  let connectionId: number;
  let freebit: number;
  let agentId: number;
  let customerId: number;
  let accounts: number[];

  beforeAll(async () => {
    connectionId = await addConnection('ipweb');
    freebit = await addConnection('freebit');
    agentId = await addAgent();
    customerId = await addCustomer(agentId);
    const other = await addCustomer(null);
    accounts = [
      await addAccount(connectionId, customerId),
      await addAccount(connectionId, other),
      await addAccount(connectionId, null),
      await addAccount(freebit, customerId),
    ];
    const amount = (index: number, units: bigint, split: boolean) => ({
      accountId: accounts[index] ?? 0,
      upload: split ? units : null,
      download: split ? units : null,
      total: split ? 2n * units : units,
    });
    await writeUsagePage(undefined, {
      connectionId,
      readAt: NOW,
      settledUpTo: '2026-11-18',
      rows: ['2026-11-16', '2026-11-18', '2026-11-20'].flatMap((day) =>
        [500_000n, 1_000_000n, 1_500_001n].map((units, index) => ({ day, ...amount(index, units, true) })),
      ),
    });
    await writeUsagePage(undefined, {
      connectionId: freebit,
      readAt: NOW,
      settledUpTo: '2026-11-18',
      rows: [{ day: '2026-11-20', ...amount(3, 2_000_000n, false) }],
    });
    await inTransaction(async (tx) => {
      const cover = { connectionId, readAt: NOW, settledUpTo: '2026-11-18' };
      await writeCoverage(tx, { ...cover, from: '2026-11-15', to: '2026-11-16' });
      await writeCoverage(tx, { ...cover, from: '2026-11-18', to: '2026-11-21' });
      const earlier = new Date(NOW.getTime() - 3_600_000);
      await writeCoverage(tx, {
        ...cover,
        connectionId: freebit,
        readAt: earlier,
        from: '2026-11-20',
        to: '2026-11-20',
      });
    });
  });

  const range = { from: '2026-11-16', to: '2026-11-21' };

  it('sums all connections in bytes, rounded once, with gaps and the oldest reading', async () => {
    const answer = await getDailyUsage(admin, range);
    const web = Math.round(6_000_002 * 1.048576);
    expect(answer.data).toEqual([
      { date: '2026-11-16', uploadBytes: web / 2, downloadBytes: web / 2, totalBytes: web, provisional: false },
      { date: '2026-11-18', uploadBytes: web / 2, downloadBytes: web / 2, totalBytes: web, provisional: false },
      { date: '2026-11-20', uploadBytes: null, downloadBytes: null, totalBytes: web + 2_000_000, provisional: true },
    ]);
    expect(answer.asOf).toBe('2026-11-21T08:00:00.000Z');
    expect(answer.gaps).toEqual([
      { connectionId: String(connectionId), from: '2026-11-17', to: '2026-11-17' },
      { connectionId: String(freebit), from: '2026-11-16', to: '2026-11-19' },
    ]);
  });

  it.each(['connection', 'agent', 'customer', 'account'] as const)(
    'adds up to the whole by %s, with and without top',
    async (groupBy) => {
      const whole = await getDailyUsage(admin, range);
      for (const top of [undefined, 1, 2, 50]) {
        const { data } = await getDailyUsage(admin, { ...range, groupBy, ...(top ? { top } : {}) });
        for (const point of whole.data) {
          const parts = data.filter((part) => part.date === point.date);
          const sum = parts.reduce((total, part) => total + part.totalBytes, 0);
          expect(Math.abs(sum - point.totalBytes)).toBeLessThanOrEqual(parts.length);
          if (top) expect(parts.filter((part) => part.key !== 'other').length).toBeLessThanOrEqual(top);
          expect(parts.every((part) => part.key && part.label)).toBe(true);
        }
      }
    },
  );

  it('names groups, and puts the largest first', async () => {
    const { data } = await getDailyUsage(admin, { ...range, groupBy: 'account', top: 2 });
    const last = data.filter((point) => point.date === '2026-11-18').map((point) => point.key);
    expect(last).toEqual([String(accounts[2]), String(accounts[1]), 'other']);
    const byAgent = await getDailyUsage(admin, { ...range, groupBy: 'agent' });
    expect(new Set(byAgent.data.map((point) => point.label))).toContain('House');
    const byCustomer = await getDailyUsage(admin, { ...range, groupBy: 'customer' });
    expect(byCustomer.data.map((point) => point.key)).toContain('unassigned');
  });

  it.each(['connection', 'agent', 'customer', 'account'] as const)(
    'answers by %s from a kept ranking as when it was worked out',
    async (groupBy) => {
      await db().usageRanking.deleteMany();
      for (const top of [1, 2, 50]) {
        const kept = await getDailyUsage(admin, { ...range, groupBy, top });
        await db().usageRanking.deleteMany();
        forgetAnswers();
        expect(await getDailyUsage(admin, { ...range, groupBy, top })).toEqual(kept);
        expect(await db().usageRanking.count()).toBe(1);
        forgetAnswers();
        expect(await getDailyUsage(admin, { ...range, groupBy, top })).toEqual(kept);
      }
    },
  );

  it('ranks anew when figures have changed', async () => {
    const top = async () =>
      (await getDailyUsage(admin, { from: '2026-11-19', to: '2026-11-19', groupBy: 'account', top: 1 })).data[0]?.key;
    const write = (index: number, total: bigint) =>
      writeUsagePage(undefined, {
        connectionId,
        readAt: NOW,
        settledUpTo: '2026-11-18',
        rows: [{ accountId: accounts[index] ?? 0, day: '2026-11-19', upload: null, download: null, total }],
      });
    await write(0, 5n);
    expect(await top()).toBe(String(accounts[0]));
    await write(1, 50n);
    expect(await top()).toBe(String(accounts[1]));
    await db().$executeRaw`DELETE FROM usage_day WHERE day = '2026-11-19'`;
    await db().$executeRaw`DELETE FROM usage_by_connection WHERE day = '2026-11-19'`;
    await db().$executeRaw`DELETE FROM usage_by_agent WHERE day = '2026-11-19'`;
    await db().$executeRaw`DELETE FROM usage_by_customer WHERE day = '2026-11-19'`;
  });

  it('confines an agent to its own customers', async () => {
    const own = await getDailyUsage(agentContext(agentId), { ...range, groupBy: 'account' });
    expect(new Set(own.data.map((point) => point.key))).toEqual(new Set([String(accounts[0]), String(accounts[3])]));
    const whole = await getDailyUsage(agentContext(agentId), range);
    expect(whole.data[0]?.totalBytes).toBe(MB);
    const stranger = await addAgent();
    for (const query of [{ accountId: accounts[0] ?? 0 }, { customerId }, { agentId }, {}]) {
      expect((await getDailyUsage(agentContext(stranger), { ...range, ...query })).data).toEqual([]);
    }
    expect(await getDailyUsage(agentContext(agentId), { ...range, agentId: stranger })).toEqual({
      data: [],
      asOf: null,
      gaps: [],
    });
  });

  it('reads one account, whose own readings count where it is read alone', async () => {
    const web = await getDailyUsage(admin, { ...range, accountId: accounts[1] ?? 0 });
    expect(web.data.map((point) => [point.date, point.totalBytes])).toEqual([
      ['2026-11-16', 2 * MB],
      ['2026-11-18', 2 * MB],
      ['2026-11-20', 2 * MB],
    ]);
    expect(web.gaps).toEqual([{ connectionId: String(connectionId), from: '2026-11-17', to: '2026-11-17' }]);
    const sim = await getDailyUsage(admin, { ...range, accountId: accounts[3] ?? 0 });
    expect(sim.gaps).toEqual([{ connectionId: String(freebit), from: '2026-11-16', to: '2026-11-19' }]);
  });

  it.each([{ customerId: 'unassigned' as const }, { agentId: 'house' as const }])('filters by %o', async (filter) => {
    const { data } = await getDailyUsage(admin, { ...range, ...filter });
    const expected = 'customerId' in filter ? 3_000_002 : 5_000_002;
    expect(data[0]?.totalBytes).toBe(Math.round(expected * 1.048576));
  });

  it('reads a customer of many accounts from its roll-up, to the same figures', async () => {
    const fleet = await addCustomer(agentId);
    const own = await Promise.all(Array.from({ length: 9 }, () => addAccount(connectionId, null)));
    await writeUsagePage(undefined, {
      connectionId,
      readAt: NOW,
      settledUpTo: '2026-11-18',
      rows: own.map((accountId) => ({ accountId, day: '2026-10-05', upload: 1n, download: 2n, total: 1_000_000n })),
    });
    const day = { from: '2026-10-05', to: '2026-10-05' };
    const totals = async () => {
      const one = await getDailyUsage(admin, { ...day, customerId: fleet });
      const grouped = await getDailyUsage(agentContext(agentId), { ...day, groupBy: 'customer', top: 3 });
      return [one.data[0]?.totalBytes, grouped.data.find((point) => point.key === String(fleet))?.totalBytes];
    };
    for (const [index, id] of own.entries()) {
      await moveAccount(id, fleet);
      expect(await totals()).toEqual([(index + 1) * MB, (index + 1) * MB]);
    }
    expect(await db().usageLargeCustomer.count({ where: { customerId: fleet } })).toBe(1);
  });

  it('renews rankings that were asked for lately', async () => {
    const query = { from: '2026-11-20', to: '2026-11-20', groupBy: 'account', top: 1 } as const;
    const { data } = await getDailyUsage(admin, query);
    const groups = async () =>
      (await db().usageRanking.findFirst({ where: { key: { startsWith: 'account|2026-11-20|' } } }))?.groups;
    const before = await groups();
    expect(String(before?.[0])).toBe(data[0]?.key);
    const newcomer = await addAccount(connectionId, null);
    const row = { accountId: newcomer, day: '2026-11-20', upload: null, download: null, total: 9_000_000_000n };
    await writeUsagePage(undefined, { connectionId, readAt: NOW, settledUpTo: '2026-11-18', rows: [row] });
    expect(await groups()).toEqual(before);
    await warmRankings(NOW);
    expect((await groups())?.[0]).toBe(newcomer);
    // A day later the same question is about the next day.
    await warmRankings(new Date(NOW.getTime() + 86_400_000));
    const next = await db().usageRanking.count({ where: { key: { startsWith: 'account|2026-11-21|2026-11-21|' } } });
    expect(next).toBe(1);
  });

  it('matches nothing with an id that is not ours', async () => {
    for (const filter of [{ agentId: 0 }, { customerId: 0 }, { accountId: 0 }, { connectionId: 0 }]) {
      expect((await getDailyUsage(admin, { ...range, ...filter })).data).toEqual([]);
    }
  });

  it('forecasts by the mean of the recent days', async () => {
    await db().upstreamAccount.update({
      where: { id: accounts[0] ?? 0 },
      data: { residual: 10_000_000n, residualAsOf: NOW, recentUsage: 7_000_000n, recentUsageDays: 7 },
    });
    const expected = { date: '2026-12-01', daysLeft: 10, basisDays: 7 };
    expect(await getForecast(admin, { accountId: accounts[0] ?? 0 })).toEqual(expected);
    expect(await getForecast(agentContext(agentId), { customerId })).toEqual(expected);
    expect(await getForecast(admin, { accountId: accounts[1] ?? 0 })).toEqual({
      date: null,
      daysLeft: null,
      basisDays: 0,
    });
    await expect(getForecast(agentContext(agentId), { accountId: accounts[1] ?? 0 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
