import { expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { sealAuditEvents, verifyAudit } from '@/lib/audit';
import { systemContext } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
import { checkLedger, listTransactions } from '@/lib/ledger';
import { getOrder, listOrderEvents, listOrders } from '@/lib/orders';
import { getReconciliation } from '@/lib/reconciliation';
import { getDailyUsage } from '@/lib/usage';
import { loadSynthetic } from './index';

useTestDatabase();

test('synthetic customers have usage whose roll-ups are exact, orders, and a ledger that proves itself', async () => {
  const ctx = systemContext('test');
  const load = await loadSynthetic(ctx, { customers: 60, days: 30 });
  expect(load).toMatchObject({ agents: 1, customers: 60, accounts: 60, usageRows: 1800, orders: 72 });
  const [sums] = await db().$queryRaw<{ raw: bigint; agent: bigint; connection: bigint }[]>`
    SELECT (SELECT sum(total)::bigint FROM usage_day) AS raw, (SELECT sum(total)::bigint FROM usage_by_agent) AS agent,
      (SELECT sum(total)::bigint FROM usage_by_connection) AS connection`;
  expect(sums?.raw).toBeGreaterThan(0n);
  expect([sums?.agent, sums?.connection]).toEqual([sums?.raw, sums?.raw]);
  const to = addDays(dayIn('Asia/Shanghai', ctx.now()), -1);
  const usage = await getDailyUsage(ctx, { from: addDays(to, -29), to, groupBy: 'agent' });
  expect(usage.data).toHaveLength(30);
  expect((await loadSynthetic(ctx, { customers: 10, days: 5 })).usageRows).toBe(50);
  expect((await checkLedger()).problems).toEqual([]);
});

test('synthetic orders leave what real ones do: attempts, timelines, records that match, money that adds up', async () => {
  const ctx = systemContext('test');
  const load = await loadSynthetic(ctx, { customers: 40, days: 20, orders: 3_000 });
  expect(load.orders).toBe(3_000);
  const connectionId = Number(load.connectionId);
  const of = { connectionId, limit: 500 };
  const statuses = await db().order.groupBy({ by: ['status'], where: { connectionId }, _count: true });
  expect(Object.fromEntries(statuses.map(({ status, _count }) => [status, _count]))).toEqual({
    succeeded: load.providerRecords,
    rejected: expect.any(Number),
    cancelled: expect.any(Number),
    awaiting_approval: 1,
    unknown: 2,
  });
  const deducts = (await listOrders(ctx, { ...of, type: 'deduct' })).data;
  expect(deducts.length).toBeGreaterThan(10);
  expect(new Set(deducts.map(({ type, price }) => `${type} ${price}`))).toEqual(new Set(['deduct null']));

  const today = dayIn('Asia/Shanghai', ctx.now());
  const range = { connectionId, from: addDays(today, -20), to: today };
  expect(await getReconciliation(ctx, range)).toMatchObject({ matched: load.providerRecords, differences: [] });

  // Ids, times, timelines and lists tell one story.
  const { data } = await listOrders(ctx, of);
  const byTime = data.map(({ createdAt }) => createdAt);
  expect(byTime).toEqual([...byTime].sort().reverse());
  for (const status of ['succeeded', 'rejected', 'cancelled', 'unknown'] as const) {
    const [first] = (await listOrders(ctx, { ...of, status, limit: 1 })).data;
    const id = { id: Number(first?.id) };
    const events = await listOrderEvents(ctx, id);
    expect(events.at(-1)?.to).toBe(status);
    expect((await getOrder(ctx, id)).attempts).toHaveLength(status === 'cancelled' ? 0 : 1);
  }
  const again = await db().order.findFirstOrThrow({ where: { connectionId, attemptCount: 2 } });
  expect(await getOrder(ctx, { id: again.id })).toMatchObject({
    status: 'succeeded',
    evidence: { kind: 'duplicate_answer' },
    attempts: [{ outcome: 'unknown' }, { outcome: 'duplicate' }],
  });

  const wallets = await db().billingAccount.findMany({ where: { name: { startsWith: 'Synthetic agent' } } });
  expect(wallets.every(({ wallet, held }) => wallet >= 0n && held >= 0n)).toBe(true);
  expect(await db().ledgerTransaction.count({ where: { balanceAfter: { lt: 0n } } })).toBe(0);
  expect(
    (await listTransactions(ctx, { limit: 5, from: addDays(today, -9), to: addDays(today, -8) })).data,
  ).toHaveLength(5);
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
  await sealAuditEvents();
  expect(await verifyAudit()).toMatchObject({ waiting: 0, broken: null });
});
