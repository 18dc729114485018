import { beforeAll, describe, expect, it } from 'vitest';
import { startTestSandbox, useTestSandbox } from '@/bin/test/sandbox';
import { getConnection, updateConnection } from '@/lib/connections';
import { connectForSync } from '@/lib/connections/testing';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
import { getBalances, getDailyUsage, getTotals } from '@/lib/usage';
import { rollUpDrift } from '@/lib/usage/testing';
import { getSyncRun, runSync, startSync } from '.';
import { ctx, ipwebTruth, storedUsage } from './testing';

const sandbox = useTestSandbox();
const today = dayIn('Asia/Shanghai', new Date());

async function sync(connectionId: number, window: object = {}) {
  const run = await startSync(ctx, { connectionId, ...window });
  await runSync(Number(run.id));
  return getSyncRun(ctx, { id: Number(run.id) });
}

describe('a sync of IPWeb', () => {
  // More accounts than a page of the report, of the list, and a batch of the statistics hold.
  it('gets 2,100 accounts × 12 days exactly, through a failing page and a total that moves; then changes nothing', async () => {
    await sandbox.control('seed', 'POST', { customers: 2_100, days: 12, seed: 7 });
    const connectionId = await connectForSync(sandbox, 'ipweb');
    const window = { from: addDays(today, -13), to: today };
    await sandbox.control('calls', 'DELETE');
    await sandbox.fault('refuse', { provider: 'ipweb', path: 'flowReport', nth: 7 });
    await sandbox.fault('move_total', { provider: 'ipweb', path: 'flowReport', nth: 12 });
    const first = await sync(connectionId, window);
    expect(first).toMatchObject({ status: 'succeeded', error: null });
    const truth = await ipwebTruth(sandbox, window.from, window.to);
    expect(truth.length).toBeGreaterThanOrEqual(25_200);
    const calls = await sandbox.callsTo('flowReport');
    expect(first).toMatchObject({ rowsRead: truth.length, rowsChanged: truth.length });
    expect(first.progress).toEqual({ done: truth.length, total: truth.length, unit: 'rows' });
    expect(await storedUsage(connectionId)).toEqual(truth);
    expect(await rollUpDrift()).toEqual([]);
    const stamp = () => db().$queryRaw`SELECT max(xmin::text::bigint)::text AS newest FROM usage_day`;
    const before = await stamp();
    await sandbox.control('calls', 'DELETE');
    expect(await sync(connectionId, window)).toMatchObject({
      status: 'succeeded',
      rowsRead: truth.length,
      rowsChanged: 0,
    });
    expect(await stamp()).toEqual(before);
    // The faults did happen: one page was asked for twice, and the list read again once its total had moved.
    expect(calls).toBeGreaterThan((await sandbox.callsTo('flowReport')) + 5);
    const whole = await getDailyUsage(ctx, { ...window, connectionId });
    expect(whole.gaps).toEqual([]);
    expect(whole.data.length).toBeGreaterThanOrEqual(12);
  }, 60_000);

  it('goes on at the last finished page after it was stopped', async () => {
    await sandbox.control('seed', 'POST', { customers: 300, days: 60, seed: 8 });
    const connectionId = await connectForSync(sandbox, 'ipweb');
    const run = await startSync(ctx, { connectionId, from: addDays(today, -61), to: today });
    const stop = new AbortController();
    let pages = 0;
    const onProgress = ({ step }: { step: string }) => {
      if (step === 'usage' && ++pages === 4) stop.abort();
    };
    await expect(runSync(Number(run.id), { signal: stop.signal, onProgress })).rejects.toThrow('stopping');
    const stopped = await getSyncRun(ctx, { id: Number(run.id) });
    expect(stopped.status).toBe('queued');
    expect(stopped.rowsRead).toBeGreaterThan(0);
    expect(stopped.rowsRead).toBeLessThan(18_000);
    expect(await storedUsage(connectionId)).toHaveLength(stopped.rowsRead);
    await sandbox.control('calls', 'DELETE');
    await runSync(Number(run.id));
    expect(await getSyncRun(ctx, { id: Number(run.id) })).toMatchObject({ status: 'succeeded', rowsChanged: 18_000 });
    expect(await storedUsage(connectionId)).toEqual(await ipwebTruth(sandbox, addDays(today, -61), today));
    expect(await rollUpDrift()).toEqual([]);
    // Today, 9 pages and the empty one that proves the end, less those that were done.
    expect(await sandbox.callsTo('flowReport')).toBeLessThan(10);
    expect(await sandbox.callsTo('customer/list')).toBe(0);
  }, 60_000);

  it('takes over from a process that has died', async () => {
    const connectionId = await connectForSync(sandbox, 'ipweb');
    const run = await startSync(ctx, { connectionId, from: addDays(today, -5), to: today });
    await db().$executeRaw`UPDATE sync_run SET status = 'running', heartbeat_at = now() WHERE id = ${Number(run.id)}`;
    await runSync(Number(run.id), { signal: new AbortController().signal });
    expect((await getSyncRun(ctx, { id: Number(run.id) })).status).toBe('running');
    await db()
      .$executeRaw`UPDATE sync_run SET heartbeat_at = now() - interval '2 minutes' WHERE id = ${Number(run.id)}`;
    await runSync(Number(run.id), { signal: new AbortController().signal });
    expect((await getSyncRun(ctx, { id: Number(run.id) })).status).toBe('succeeded');
  });

  it('runs one at a time for a connection', async () => {
    const connectionId = await connectForSync(sandbox, 'ipweb');
    const starts = await Promise.all(
      Array.from({ length: 6 }, () => startSync(ctx, { connectionId, from: addDays(today, -3), to: today })),
    );
    const ids = new Set(starts.map((run) => run.id));
    expect(ids.size).toBe(1);
    await sandbox.control('calls', 'DELETE');
    await Promise.all(starts.map((run) => runSync(Number(run.id))));
    expect(await sandbox.callsTo('getFlowTotalFull')).toBe(1);
    const next = await startSync(ctx, { connectionId });
    expect(ids.has(next.id)).toBe(false);
    await runSync(Number(next.id));
  });

  it('mirrors balances, totals, records and residuals', async () => {
    await sandbox.control('reset', 'POST');
    const connectionId = await connectForSync(sandbox, 'ipweb');
    const window = { from: addDays(today, -30), to: today };
    expect((await sync(connectionId, window)).status).toBe('succeeded');
    const { data: pools } = await getBalances(ctx, { connectionId });
    expect(pools.map((pool) => pool.pool)).toEqual(['account', 'account2']);
    const totals = await getTotals(ctx, { connectionId, ...window });
    expect(new Set(totals.data.map((row) => row.stream))).toEqual(new Set(['standard', 'nni']));
    const records = await db().providerRecord.groupBy({ by: ['kind'], where: { connectionId }, _count: true });
    expect(records.map((group) => group.kind).sort()).toEqual(['consumption', 'recharge', 'recharge_for_me']);
    const balances = (await sandbox.control('balances')) as { rows: { customerId: number; residualMb: string }[] };
    const accounts = await db().upstreamAccount.findMany({ where: { connectionId } });
    expect(accounts).toHaveLength(balances.rows.length);
    expect(accounts.every((account) => account.residual !== null && account.customerId === null)).toBe(true);
    const busy = accounts.filter((account) => (account.recentUsage ?? 0n) > 0n);
    expect(busy.length).toBeGreaterThan(20);
    expect(busy.every((account) => account.recentUsageDays === 7 && account.lastUsageDay !== null)).toBe(true);
    const count = await db().providerRecord.count({ where: { connectionId } });
    await sync(connectionId, window);
    expect(await db().providerRecord.count({ where: { connectionId } })).toBe(count);
  }, 60_000);

  it('notes when a settled day was restated', async () => {
    await sandbox.control('seed', 'POST', { customers: 3, days: 20, seed: 9 });
    const connectionId = await connectForSync(sandbox, 'ipweb');
    const window = { from: addDays(today, -21), to: today };
    await sync(connectionId, window);
    const line = (await storedUsage(connectionId)).find((row) => row.includes(addDays(today, -10)));
    const customerId = Number(line?.split(' ')[0]);
    const change = { customerId, date: addDays(today, -10), uploadMb: '1.5', downloadMb: '2.25' };
    await sandbox.control('usage', 'POST', change);
    expect(await sync(connectionId, window)).toMatchObject({ rowsChanged: 1, status: 'succeeded' });
    const restated = await db().usageRestatement.findMany({ where: { newTotal: 3_750_000n } });
    expect(restated).toHaveLength(1);
    expect(await storedUsage(connectionId)).toEqual(await ipwebTruth(sandbox, window.from, window.to));
    expect(await rollUpDrift()).toEqual([]);
  });
});

describe('what goes wrong', () => {
  let connectionId: number;
  let kept: string[];
  beforeAll(async () => {
    await sandbox.control('seed', 'POST', { customers: 5, days: 10, seed: 10 });
    connectionId = await connectForSync(sandbox, 'ipweb');
    await sync(connectionId, { from: addDays(today, -11), to: today });
    kept = await storedUsage(connectionId);
  });

  it.each([
    ['expired_token', 'customer/list', 'unauthorized', /Enter new ones/],
    ['html', 'flowReport', 'failing', /web page.*Check the address/],
    ['truncate', 'flowReport', 'failing', /flowReport/],
    ['wrong_type', 'flowReport', 'failing', /flowReport/],
    ['refuse', 'flowReport', 'failing', /did not answer/],
  ])('says what is wrong after %s, and keeps what it has', async (kind, path, status, words) => {
    await updateConnection(ctx, { id: connectionId, baseUrl: `${sandbox.url}/ipweb` });
    await sandbox.fault(kind, { provider: 'ipweb', path, times: -1 });
    const run = await sync(connectionId);
    expect(run.status).toBe('failed');
    expect(run.error).toMatch(words);
    expect(await getConnection(ctx, { id: connectionId })).toMatchObject({ status });
    expect(await storedUsage(connectionId)).toEqual(kept);
    await sandbox.control('faults', 'DELETE');
    await updateConnection(ctx, { id: connectionId, disabled: false });
    expect((await sync(connectionId)).status).toBe('succeeded');
    expect(await getConnection(ctx, { id: connectionId })).toMatchObject({ status: 'ok', statusDetail: null });
  });

  it('says that nobody is there', async () => {
    const gone = await startTestSandbox('empty');
    await gone.stop();
    await updateConnection(ctx, { id: connectionId, baseUrl: `${gone.url}/ipweb` });
    const run = await sync(connectionId);
    expect(run).toMatchObject({ status: 'failed' });
    expect(run.error).toMatch(/ECONNREFUSED.*Check the address/);
    expect(await storedUsage(connectionId)).toEqual(kept);
    await updateConnection(ctx, { id: connectionId, baseUrl: `${sandbox.url}/ipweb` });
  });

  it('reads on where only one list is broken', async () => {
    await updateConnection(ctx, { id: connectionId, baseUrl: `${sandbox.url}/ipweb`, disabled: false });
    await sandbox.fault('html', { provider: 'ipweb', path: 'getFlowTotalFull', times: -1 });
    await db().$executeRaw`DELETE FROM agent_total_day WHERE connection_id = ${connectionId}`;
    expect(await sync(connectionId)).toMatchObject({ status: 'failed' });
    expect(await db().agentTotalDay.count({ where: { connectionId } })).toBeGreaterThan(0);
  });

  it('does not read a connection that is switched off', async () => {
    await updateConnection(ctx, { id: connectionId, disabled: true });
    await expect(startSync(ctx, { connectionId })).rejects.toMatchObject({ code: 'connection_disabled' });
  });
});
