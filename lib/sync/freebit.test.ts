import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useTestSandbox } from '@/bin/test/sandbox';
import { connectForSync } from '@/lib/connections/testing';
import type { Context } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
import { getDailyUsage } from '@/lib/usage';
import { addAgent, addCustomer } from '@/lib/usage/testing';
import { getSyncRun, refreshAccount, runSync, startSync } from '.';
import { ctx } from './testing';

const sandbox = useTestSandbox();
let sims: { account: string; kind: string }[];
let accounts: { id: number; externalId: string; kind: string }[];
let connectionId: number;
const today = dayIn('Asia/Tokyo', new Date());

const later = (minutes: number): Context => ({ ...ctx, now: () => new Date(Date.now() + minutes * 60_000) });

beforeAll(async () => {
  sims = ((await sandbox.control('demo')) as { sims: typeof sims }).sims;
});
beforeEach(async () => {
  connectionId = await connectForSync(sandbox, 'freebit');
  await db().upstreamAccount.createMany({
    data: sims.map(({ account, kind }) => ({
      connectionId,
      externalId: account,
      kind: kind === 'group' || kind === 'share_group' ? ('share_group' as const) : ('sim' as const),
    })),
  });
  accounts = await db().upstreamAccount.findMany({ where: { connectionId }, orderBy: { id: 'asc' } });
  await sandbox.control('calls', 'DELETE');
});
async function sync() {
  const run = await startSync(ctx, { connectionId });
  await runSync(Number(run.id));
  return getSyncRun(ctx, { id: Number(run.id) });
}

type TruthRow = { account: string; date: string; kb: string };

describe('a sync of Freebit', () => {
  it('asks about each account at most once a day, and tells what it found', async () => {
    const first = await sync();
    expect(first).toMatchObject({ status: 'succeeded', progress: { unit: 'accounts' } });
    expect(first.progress).toMatchObject({ done: accounts.length, total: accounts.length });
    expect(await sandbox.callsTo('getTrafficInfo')).toBe(accounts.length);
    const second = await sync();
    expect(second).toMatchObject({ status: 'succeeded', rowsRead: 0, rowsChanged: 0 });
    expect(await sandbox.callsTo('getTrafficInfo')).toBe(accounts.length);
    const path = `truth?provider=freebit&from=${addDays(today, -3)}&to=${addDays(today, -1)}`;
    const truth = ((await sandbox.control(path)) as { rows: TruthRow[] }).rows;
    const stored = await db().$queryRaw<{ line: string }[]>`
      SELECT a.external_id || ' ' || to_char(u.day, 'YYYY-MM-DD') || ' ' || u.total AS line
      FROM usage_day u JOIN upstream_account a ON a.id = u.account_id
      WHERE a.connection_id = ${connectionId} AND a.kind = 'sim' AND u.total > 0
        AND u.day BETWEEN ${addDays(today, -3)}::date AND ${addDays(today, -1)}::date`;
    const known = new Set(stored.map((row) => row.line));
    expect(known.size).toBeGreaterThan(100);
    const expected = new Set(truth.map((row) => `${row.account} ${row.date} ${BigInt(row.kb) * 1000n}`));
    expect([...known].filter((line) => !expected.has(line))).toEqual([]);
    expect(await db().upstreamAccount.count({ where: { connectionId, restricted: true } })).toBeGreaterThan(0);
  });

  it('goes on behind the account where it was stopped', async () => {
    const run = await startSync(ctx, { connectionId });
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }) => done === 10 && stop.abort();
    await expect(runSync(Number(run.id), { signal: stop.signal, onProgress })).rejects.toThrow('stopping');
    await runSync(Number(run.id));
    expect(await getSyncRun(ctx, { id: Number(run.id) })).toMatchObject({
      status: 'succeeded',
      progress: { done: accounts.length, total: accounts.length },
    });
    expect(await sandbox.callsTo('getTrafficInfo')).toBe(accounts.length);
  });
});

describe('refreshing one account', () => {
  it('reads it once within its cool-down, however many ask', async () => {
    const accountId = accounts[0]?.id ?? 0;
    const asked = await Promise.allSettled(Array.from({ length: 5 }, () => refreshAccount(ctx, { accountId })));
    expect(asked.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await sandbox.callsTo('getTrafficInfo')).toBe(1);
    const refused = asked.find((one) => one.status === 'rejected');
    expect(refused).toMatchObject({ reason: { code: 'cool_down', status: 429 } });
    await expect(refreshAccount(later(9), { accountId })).rejects.toMatchObject({ code: 'cool_down' });
    const fresh = await refreshAccount(later(11), { accountId });
    expect(fresh).toMatchObject({ accountId: String(accountId), residualBytes: null });
    expect(fresh.data.at(-1)).toMatchObject({ date: today, uploadBytes: null, provisional: true });
    expect(await sandbox.callsTo('getTrafficInfo')).toBe(2);
  });

  it('counts its cool-down from a sync, and is not read again by one', async () => {
    const accountId = accounts[1]?.id ?? 0;
    await refreshAccount(ctx, { accountId });
    await sync();
    expect(await sandbox.callsTo('getTrafficInfo')).toBe(accounts.length);
    await expect(refreshAccount(ctx, { accountId: accounts[2]?.id ?? 0 })).rejects.toMatchObject({ code: 'cool_down' });
  });

  it('is not put off by an asking that a clock of another day has dated', async () => {
    const accountId = accounts[0]?.id ?? 0;
    await refreshAccount(later(24 * 60), { accountId });
    await refreshAccount(ctx, { accountId });
    await db().upstreamAccount.update({ where: { id: accountId }, data: { lastAskedAt: later(24 * 60).now() } });
    await sync();
    expect(await sandbox.callsTo('getTrafficInfo')).toBe(accounts.length + 2);
  });

  it("gives the provider's own words where it refuses", async () => {
    const made = await db().upstreamAccount.create({
      data: { connectionId, externalId: '09099999999', kind: 'sim' },
    });
    await expect(refreshAccount(ctx, { accountId: made.id })).rejects.toMatchObject({
      code: 'provider_refused',
      status: 422,
      message: expect.stringContaining('210'),
    });
  });

  it('says that the provider failed, and may be asked again at once', async () => {
    const accountId = accounts[0]?.id ?? 0;
    await sandbox.fault('html', { provider: 'freebit', path: 'getTrafficInfo' });
    await expect(refreshAccount(ctx, { accountId })).rejects.toMatchObject({ code: 'provider_error', status: 502 });
    expect((await refreshAccount(ctx, { accountId })).data.length).toBeGreaterThan(0);
  });

  it("is not found for another agent's", async () => {
    const agentId = await addAgent();
    const customerId = await addCustomer(agentId);
    const account = accounts[0];
    await db().upstreamAccount.update({ where: { id: account?.id ?? 0 }, data: { customerId } });
    const as = (id: number): Context => ({
      ...ctx,
      actor: { kind: 'key', keyId: 1, name: 'agent', role: 'agent', agentId: id, address: null },
    });
    const accountId = account?.id ?? 0;
    await expect(refreshAccount(as(await addAgent()), { accountId })).rejects.toMatchObject({ code: 'not_found' });
    expect((await refreshAccount(as(agentId), { accountId })).accountId).toBe(String(accountId));
  });

  it('tells a share group as a gap, not as zeros', async () => {
    const group = accounts.find((account) => account.kind === 'share_group');
    if (!group) throw new Error('the sandbox has share groups');
    await refreshAccount(ctx, { accountId: group.id });
    const usage = await getDailyUsage(ctx, { from: addDays(today, -4), to: today, accountId: group.id });
    expect(usage.data.map((row) => row.date)).toEqual([today]);
    expect(usage.gaps).toEqual([
      { connectionId: String(connectionId), from: addDays(today, -4), to: addDays(today, -1) },
    ]);
  });
});
