import { expect, test } from 'vitest';
import { db } from '@/lib/infra/db';
import { addAgent, addCustomer } from '@/lib/usage/testing';
import { checkAlertsOf } from './check-alerts';
import { checkAlerts, listOpenAlerts } from './index';
import { admin, as, ctx, GB, letters, set, useAlertWorld } from './testing/alert-world';

const world = useAlertWorld();

test('each level is told of once until the balance is back above it, with some room', async () => {
  const id = await world.account(50n);
  expect(await world.left(id, 300n)).toEqual([]);
  expect(await world.left(id, 200n)).toEqual([['low', 1]]);
  expect(await world.left(id, 190n)).toEqual([]);
  // Above 20 %, yet not by a tenth of it: nothing is over, nothing begins anew.
  expect(await world.left(id, 215n)).toEqual([]);
  expect(await world.left(id, 195n)).toEqual([]);
  expect(await world.left(id, 40n)).toEqual([['low', 3]]);
  // 5 % and 10 % are over, 20 % is not: what falls again is told of again.
  expect(await world.left(id, 150n)).toEqual([]);
  expect(await world.left(id, 95n)).toEqual([['low', 2]]);
  expect(await world.left(id, 221n)).toEqual([['normal', 0]]);
  expect(await world.left(id, 150n)).toEqual([['low', 1]]);
  expect(await db().alert.count()).toBe(2);
});

test('two processes that look at once tell it once; webhooks get each event with its figures', async () => {
  const { connectionId, customerId } = world;
  const id = await world.account(9n);
  const [one, two] = await Promise.all([checkAlertsOf(ctx, connectionId), checkAlertsOf(ctx, connectionId)]);
  expect(one.accounts.length + two.accounts.length).toBe(1);
  const [delivery] = await db().webhookDelivery.findMany();
  expect(await db().webhookDelivery.count()).toBe(1);
  expect(JSON.parse(delivery?.body ?? '')).toMatchObject({
    event: 'balance.low',
    data: {
      of: 'account',
      state: 'low',
      accountId: String(id),
      customerId: String(customerId),
      level: 2,
      levels: 3,
      residualBytes: 9 * 1024 ** 3,
      lastCreditBytes: 100 * 1024 ** 3,
      daysLeft: 4.5,
    },
  });
  expect(await db().mail.count()).toBe(1);
});

test('one mail to each reader: agents hear of their own customers, admins of the house’s', async () => {
  const { connectionId } = world;
  const other = await addAgent();
  await world.account(15n);
  await world.account(4n);
  await world.account(15n, await addCustomer(other));
  await world.account(15n, await addCustomer(null));
  await world.account(15n, null);
  await checkAlertsOf(ctx, connectionId);
  const mails = await letters();
  expect(mails.map(({ subject }) => subject)).toEqual([
    '2 customers run low on traffic',
    '1 customer runs low on traffic',
    '1 customer runs low on traffic',
  ]);
  expect(mails[2]?.to).toMatch(/^boss-/);
  // The one that is nearest to its end comes first.
  expect(mails[0]?.body).toMatch(
    /4 GB left \(4 % of the last credit\), about 2 days at the present pace, as of 20.*\n.*15 GB left/,
  );
  const own = await listOpenAlerts(as('agent', other));
  expect(own).toMatchObject({ accounts: 1, pools: [] });
  expect(await listOpenAlerts(admin)).toMatchObject({ accounts: 4 });
});

test('accounts that nobody uses any more begin no alert, and the last recharge counts as full at first', async () => {
  const { connectionId } = world;
  const idle = await world.account(1n);
  await db().upstreamAccount.update({
    where: { id: idle },
    data: { lastUsageDay: new Date(Date.now() - 20 * 86_400_000) },
  });
  const fresh = await world.account(9n);
  await db().upstreamAccount.update({ where: { id: fresh }, data: { fullResidual: null } });
  const { externalId } = await db().upstreamAccount.findUniqueOrThrow({ where: { id: fresh } });
  const record = {
    connectionId,
    kind: 'recharge',
    externalAccountId: externalId,
    asset: 'IPWEB_MB',
    day: new Date(),
    raw: {},
  };
  await db().providerRecord.create({ data: { ...record, identity: 'old', amount: 500n * GB, at: new Date(0) } });
  await db().providerRecord.create({ data: { ...record, identity: 'new', amount: 60n * GB, at: new Date() } });
  const { accounts } = await checkAlertsOf(ctx, connectionId);
  expect(accounts.map(({ account_id: id, full_residual: full }) => [id, full])).toEqual([[fresh, 60n * GB]]);
});

test('a pool of ours that runs low is told to admins, at 7, 3 and 1 days of cover, and when it is well again', async () => {
  const { connectionId, agentId } = world;
  const pool = (gb: bigint) =>
    db().poolBalance.upsert({
      where: { connectionId_pool: { connectionId, pool: 'account' } },
      create: { connectionId, pool: 'account', recharged: 1_000n * GB, residual: gb * GB, asOf: new Date() },
      update: { residual: gb * GB },
    });
  for (let i = 1; i <= 7; i++) {
    const day = new Date(Date.UTC(2026, 10, i));
    await db().usageCoverage.create({ data: { connectionId, day, readAt: new Date(), settled: true } });
    await db().agentTotalDay.create({
      data: { connectionId, day, stream: 'standard', total: 10n * GB, readAt: new Date() },
    });
  }
  const look = async (gb: bigint) => {
    await pool(gb);
    return (await checkAlertsOf(ctx, connectionId)).pools.map(({ state, level }) => [state, level]);
  };
  expect(await look(100n)).toEqual([]);
  expect(await look(65n)).toEqual([['low', 1]]);
  expect(await look(60n)).toEqual([]);
  expect(await look(9n)).toEqual([['low', 3]]);
  expect(await listOpenAlerts(admin)).toMatchObject({ pools: [{ pool: 'account', daysLeft: 0.9 }] });
  expect((await listOpenAlerts(as('agent', agentId))).pools).toEqual([]);
  expect(await look(90n)).toEqual([['normal', 0]]);
  const mails = await letters();
  expect(mails).toHaveLength(3);
  expect(mails.every(({ to }) => to.startsWith('boss-'))).toBe(true);
  expect(mails[1]?.body).toContain('9 GB left, about 0.9 days');
});

test('connections are looked at after a sync and when thresholds have changed, and not in between', async () => {
  const { connectionId } = world;
  await world.account(15n);
  await db().connection.update({ where: { id: connectionId }, data: { lastSyncedAt: new Date() } });
  await checkAlerts();
  expect(await db().alert.count()).toBe(1);
  await world.account(15n);
  await checkAlerts();
  expect(await db().alert.count()).toBe(1);
  await set({ percents: '20' });
  await checkAlerts();
  expect(await db().alert.count()).toBe(2);
});

test('each reader of an alert has it in a language of their own, on a clock of their own', async () => {
  const { connectionId, agentId } = world;
  await db().user.deleteMany();
  const asOf = new Date('2026-11-22T06:05:00Z');
  const people = [
    { email: 'ja@example.com', name: '佐藤', locale: 'ja', timeZone: 'Asia/Tokyo' },
    { email: 'zh@example.com', name: '李雷', locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
    { email: 'shown@example.com', name: '田中', locale: null, shownLocale: 'ja', timeZone: null },
    { email: 'none@example.com', name: 'Boss', locale: null, timeZone: null },
  ];
  await db().user.createMany({ data: people.map((person) => ({ ...person, role: 'admin' as const })) });
  const agent = await db().agent.findUniqueOrThrow({ where: { id: agentId } });
  await db().user.create({ data: { email: agent.email, name: 'Seller', role: 'agent', agentId, locale: 'zh-CN' } });
  const house = await world.account(4n, await addCustomer(null));
  const own = await world.account(15n);
  await db().upstreamAccount.updateMany({ where: { id: { in: [house, own] } }, data: { residualAsOf: asOf } });
  await db().poolBalance.create({ data: { connectionId, pool: 'account2', residual: GB, asOf } });
  await set({ scope: 'pool', gbs: '5' });
  await checkAlertsOf(ctx, connectionId);
  const mails = new Map((await letters()).map((mail) => [mail.to, mail]));
  expect(mails.get('ja@example.com')?.subject).toMatch(/：プールの残量がわずかです$/);
  expect(mails.get('ja@example.com')?.body).toMatch(
    /^佐藤 様\n\n残量わずかのプール：\n- .+、第 2 プール：残量 1 GB、2026年11月22日 15:05 JST 取得\n.*：残量 4 GB（前回チャージの 4%）、現在のペースで約 2 日分、2026年11月22日 15:05 JST 取得\n/s,
  );
  expect(mails.get('zh@example.com')?.body).toMatch(
    /^李雷：\n.*，第二流量池：剩余 1 GB，2026年11月22日 14:05 GMT\+8 更新\n.*：剩余 4 GB（上次充值的 4%），按当前用量约可用 2 天，/s,
  );
  expect(mails.get('shown@example.com')?.body).toMatch(/^田中 様\n\n残量わずかのプール：/);
  expect(mails.get('none@example.com')?.body).toContain(
    ', second pool: 1 GB left, as of 2026-11-22 06:05 UTC\n\nLow on traffic:\n',
  );
  expect(mails.get(agent.email)).toMatchObject({ subject: '1 位客户流量不足' });
});
