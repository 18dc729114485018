import { expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { systemContext } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
import { checkLedger } from '@/lib/ledger';
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
