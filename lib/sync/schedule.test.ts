import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useTestSandbox } from '@/bin/test/sandbox';
import { updateConnection } from '@/lib/connections';
import { connectForSync } from '@/lib/connections/testing';
import { db } from '@/lib/infra/db';
import { getSyncRun, refreshAccount, runSync, scheduleDueSyncs, startSync } from '.';
import { pauseMs } from './read-account-usage';
import { partsOf } from './read-usage';
import { eveningOf, latestSlot, minuteOf } from './schedule-due-syncs';
import { ctx } from './testing';

const sandbox = useTestSandbox();
const HOUR_MS = 3_600_000;

beforeEach(async () => {
  await db().$executeRaw`DELETE FROM sync_run`;
  await db().$executeRaw`UPDATE connection SET status = 'disabled'`;
});
afterEach(() => {
  vi.useRealTimers();
});

async function runsOf(connectionId: number) {
  return db().syncRun.findMany({ where: { connectionId }, orderBy: { id: 'asc' } });
}

/** Makes a connection look as if it had been there for a day. */
async function age(connectionId: number) {
  const created = new Date(Date.now() - 24 * HOUR_MS);
  await db().connection.update({ where: { id: connectionId }, data: { createdAt: created } });
}

describe('the schedule', () => {
  it('reads a connection of the hourly kind once an hour, and after the provider’s midnight', () => {
    const minute = String(minuteOf(3)).padStart(2, '0');
    const slot = (at: string) => latestSlot(3, 'Asia/Shanghai', new Date(at)).toISOString().slice(0, 16);
    expect(slot(`2026-11-21T10:${minute}:30Z`)).toBe(`2026-11-21T10:${minute}`);
    expect(slot('2026-11-21T10:00:00Z')).toBe(`2026-11-21T09:${minute}`);
    expect(slot('2026-11-21T16:20:10Z')).toBe('2026-11-21T16:20');
  });

  it('starts what is due, once', async () => {
    const connectionId = await connectForSync(sandbox, 'ipweb');
    await scheduleDueSyncs();
    expect(await runsOf(connectionId)).toHaveLength(0);
    await age(connectionId);
    await Promise.all([scheduleDueSyncs(), scheduleDueSyncs()]);
    const runs = await runsOf(connectionId);
    expect(runs).toMatchObject([{ trigger: 'schedule', status: 'queued' }]);
    await runSync(runs[0]?.id ?? 0);
    await scheduleDueSyncs();
    expect(await runsOf(connectionId)).toHaveLength(1);
    await scheduleDueSyncs(new Date(Date.now() + 2 * HOUR_MS));
    expect(await runsOf(connectionId)).toHaveLength(2);
  });

  it('is not held up by what a clock that was a day ahead has noted', async () => {
    const connectionId = await connectForSync(sandbox, 'ipweb');
    await age(connectionId);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 24 * HOUR_MS });
    const ahead = await startSync(ctx, { connectionId });
    await runSync(Number(ahead.id));
    vi.useRealTimers();
    const later = new Date(Date.now() + HOUR_MS);
    // Its readings are all of one clock, not of the database's here and there.
    expect((await runsOf(connectionId))[0]?.startedAt?.getTime()).toBeGreaterThan(later.getTime());
    await scheduleDueSyncs();
    const next = (await runsOf(connectionId))[1];
    expect(next).toMatchObject({ trigger: 'schedule', status: 'queued' });
    await runSync(next?.id ?? 0);
    const window = { gte: next?.fromDay ?? later, lte: next?.toDay ?? later };
    const readAt = { gt: later };
    expect(
      await db().usageCoverage.count({ where: { connectionId, day: window, readAt: { lte: later } } }),
    ).toBeGreaterThan(3);
    expect(await db().usageCoverage.count({ where: { connectionId, day: window, readAt } })).toBe(0);
    expect(await db().poolBalance.count({ where: { connectionId, asOf: { lte: later } } })).toBeGreaterThan(0);
    expect(await db().poolBalance.count({ where: { connectionId, asOf: { gt: later } } })).toBe(0);
    expect(await db().upstreamAccount.count({ where: { connectionId, residualAsOf: { gt: later } } })).toBe(0);
  });

  it('leaves alone what is switched off, and seldom tries what refuses us', async () => {
    const off = await connectForSync(sandbox, 'ipweb');
    const refusing = await connectForSync(sandbox, 'ipweb', { credentials: { token: 'WRONG' } });
    await age(off);
    await age(refusing);
    await updateConnection(ctx, { id: off, disabled: true });
    const run = await startSync(ctx, { connectionId: refusing });
    await runSync(Number(run.id));
    expect((await getSyncRun(ctx, { id: Number(run.id) })).status).toBe('failed');
    await scheduleDueSyncs(new Date(Date.now() + 2 * HOUR_MS));
    expect(await runsOf(off)).toHaveLength(0);
    expect(await runsOf(refusing)).toHaveLength(1);
    await scheduleDueSyncs(new Date(Date.now() + 7 * HOUR_MS));
    expect(await runsOf(refusing)).toHaveLength(2);
  });

  it('reads account by account in the evening of the provider only, while some are unread', async () => {
    const connectionId = await connectForSync(sandbox, 'freebit');
    await age(connectionId);
    const at = (time: string) => new Date(`2027-03-02T${time}+09:00`);
    await scheduleDueSyncs(at('23:00:00'));
    expect(await runsOf(connectionId)).toHaveLength(0);
    await db().upstreamAccount.create({ data: { connectionId, externalId: '09011112222', kind: 'sim' } });
    for (const time of ['12:00:00', '21:59:00', '23:51:00']) await scheduleDueSyncs(at(time));
    expect(await runsOf(connectionId)).toHaveLength(0);
    await scheduleDueSyncs(at('22:30:00'));
    expect(await runsOf(connectionId)).toHaveLength(1);
    await db().syncRun.updateMany({ where: { connectionId }, data: { status: 'succeeded' } });
    await db().upstreamAccount.updateMany({ where: { connectionId }, data: { lastAskedAt: at('22:31:00') } });
    await scheduleDueSyncs(at('23:20:00'));
    expect(await runsOf(connectionId)).toHaveLength(1);
  });

  it('begins earlier where so many accounts need longer', () => {
    const at = new Date('2027-03-02T12:00:00+09:00');
    const begin = (accounts: number) =>
      eveningOf({ id: 1, accounts, perMinute: 20 }, 'Asia/Tokyo', at)?.begin.toISOString().slice(11, 16);
    expect(begin(60)).toBe('13:07');
    expect(begin(3_000)).toBe('11:30');
  });

  it('spreads the accounts over what is left of the evening', () => {
    const at = (time: string) => new Date(`2027-03-02T${time}+09:00`);
    expect(pauseMs(at('22:50:00'), 'Asia/Tokyo', 119)).toBe(30_000);
    expect(pauseMs(at('22:50:00'), 'Asia/Tokyo', 2)).toBe(60_000);
    expect(pauseMs(at('23:55:00'), 'Asia/Tokyo', 50)).toBe(0);
  });
});

describe('the parts of a window', () => {
  it.each([
    ['2026-11-21', '2026-11-21', ['2026-11-21 2026-11-21']],
    ['2026-11-01', '2026-11-21', ['2026-11-21 2026-11-21', '2026-11-01 2026-11-20']],
    ['2026-11-01', '2026-11-10', ['2026-11-01 2026-11-10']],
    [
      '2026-07-01',
      '2026-11-21',
      ['2026-11-21 2026-11-21', '2026-09-20 2026-11-20', '2026-07-20 2026-09-19', '2026-07-01 2026-07-19'],
    ],
  ])('%s to %s', (from, to, expected) => {
    const parts = partsOf({ from, to }, '2026-11-21');
    expect(parts.map((part) => `${part.from} ${part.to}`)).toEqual(expected);
  });
});

describe('refreshing an account of IPWeb', () => {
  it('reads its last days and what is left', async () => {
    const connectionId = await connectForSync(sandbox, 'ipweb');
    const run = await startSync(ctx, { connectionId });
    await runSync(Number(run.id));
    const account = await db().upstreamAccount.findFirstOrThrow({ where: { connectionId, residual: { gt: 0 } } });
    await db().upstreamAccount.update({ where: { id: account.id }, data: { residual: 1n } });
    const fresh = await refreshAccount(ctx, { accountId: account.id });
    expect(fresh.residualBytes).toBeGreaterThan(1);
    const after = await db().upstreamAccount.findUniqueOrThrow({ where: { id: account.id } });
    expect(after.residual).toBeGreaterThan(1n);
    await expect(refreshAccount(ctx, { accountId: account.id })).rejects.toMatchObject({ code: 'cool_down' });
  });
});

describe('a sync of IPIDEA', () => {
  it('reads usage of the whole, balances and orders', async () => {
    const connectionId = await connectForSync(sandbox, 'ipidea');
    const run = await startSync(ctx, { connectionId });
    await runSync(Number(run.id));
    expect(await getSyncRun(ctx, { id: Number(run.id) })).toMatchObject({ status: 'succeeded', error: null });
    expect(await db().upstreamAccount.findMany({ where: { connectionId } })).toMatchObject([{ kind: 'pool' }]);
    const kinds = await db().providerRecord.groupBy({ by: ['kind'], where: { connectionId } });
    expect(kinds.map((group) => group.kind).sort()).toEqual(['datacenter', 'flow', 'isp', 'mobile_flow']);
    expect(await db().poolBalance.count({ where: { connectionId } })).toBeGreaterThan(0);
    expect(await db().usageByConnection.count({ where: { connectionId } })).toBeGreaterThan(0);
  });

  it('does without what is not answered', async () => {
    const connectionId = await connectForSync(sandbox, 'ipidea');
    await sandbox.fault('reject', { provider: 'ipidea', path: 'balance_use_record', times: -1 });
    const run = await startSync(ctx, { connectionId });
    await runSync(Number(run.id));
    expect(await getSyncRun(ctx, { id: Number(run.id) })).toMatchObject({ status: 'succeeded', rowsRead: 0 });
    expect(await db().usageCoverage.count({ where: { connectionId } })).toBe(0);
  });
});
