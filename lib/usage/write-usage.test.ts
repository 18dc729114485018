import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { addDays } from '@/lib/core/calendar-date';
import { closeDb, db } from '@/lib/infra/db';
import { listRestatements, writeCoverage, writeUsagePage } from '.';
import { addAccount, addAgent, addConnection, addCustomer, moveAccount, moveCustomer, rollUpDrift } from './testing';

useTestDatabase();
afterAll(closeDb);

const NOW = new Date('2026-11-21T09:00:00Z');
const admin: Context = systemContext('test', () => NOW);
const MB = 1_048_576;

describe('roll-ups', () => {
  it('stay equal to the sums over the raw days, whatever is written and moved', async () => {
    const connections = [await addConnection('ipweb'), await addConnection('ipweb')];
    const agents = [await addAgent(), await addAgent()];
    // The first customer comes to own so many accounts that its days are rolled up.
    const customers = [await addCustomer(null), await addCustomer(agents[0] ?? 0), await addCustomer(agents[1] ?? 0)];
    const accounts: number[] = [];
    for (let i = 0; i < 22; i++) accounts.push(await addAccount(connections[i % 2] ?? 0, null));
    const day = fc.integer({ min: 0, max: 5 }).map((n) => addDays('2026-11-10', n));
    const row = fc.record({
      account: fc.integer({ min: 0, max: accounts.length - 1 }),
      day,
      total: fc.bigInt(0n, 3n),
      split: fc.boolean(),
    });
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('write' as const),
        rows: fc.array(row, { minLength: 1, maxLength: 30 }),
        settled: day,
      }),
      fc.record({
        kind: fc.constant('move' as const),
        account: fc.integer({ min: 0, max: accounts.length - 1 }),
        customer: fc.option(fc.constantFrom(0, 0, 0, 1, 2)),
      }),
      fc.record({
        kind: fc.constant('agent' as const),
        customer: fc.integer({ min: 0, max: 2 }),
        agent: fc.option(fc.integer({ min: 0, max: 1 })),
      }),
    );
    let readAt = NOW.getTime();
    const run = async (steps: (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]) => {
      for (const one of steps) {
        if (one.kind === 'move') {
          const customer = one.customer === null ? null : (customers[one.customer] ?? null);
          await moveAccount(accounts[one.account] ?? 0, customer);
        } else if (one.kind === 'agent') {
          await moveCustomer(customers[one.customer] ?? 0, one.agent === null ? null : (agents[one.agent] ?? null));
        } else {
          readAt += 1_000;
          for (const [place, connectionId] of connections.entries()) {
            const rows = one.rows
              .filter((input) => input.account % 2 === place)
              .map((input) => ({
                accountId: accounts[input.account] ?? 0,
                day: input.day,
                upload: input.split ? 1n : null,
                download: input.split ? input.total : null,
                total: input.split ? input.total + 1n : input.total,
              }));
            await writeUsagePage(undefined, {
              connectionId,
              readAt: new Date(readAt),
              settledUpTo: one.settled,
              rows,
            });
          }
        }
      }
      expect(await rollUpDrift()).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), run), { numRuns: 25 });
    const large = await db().usageLargeCustomer.count();
    expect(large).toBeGreaterThan(0);
  }, 120_000);

  it('stay exact when writers and movers overlap', async () => {
    const connectionId = await addConnection('ipweb');
    const customers = [await addCustomer(await addAgent()), await addCustomer(null)];
    const accounts = await Promise.all(
      Array.from({ length: 12 }, () => addAccount(connectionId, customers[0] ?? null)),
    );
    const write = (round: number) =>
      writeUsagePage(undefined, {
        connectionId,
        readAt: new Date(NOW.getTime() + round),
        settledUpTo: '2026-11-12',
        rows: accounts.flatMap((accountId) =>
          ['2026-11-10', '2026-11-11'].map((day) => ({
            accountId,
            day,
            upload: BigInt(round),
            download: 1n,
            total: BigInt(round) + 1n,
          })),
        ),
      });
    const rounds = Array.from({ length: 12 }, (_, round) => round);
    await Promise.all([
      ...rounds.map(write),
      ...rounds.map((round) => moveAccount(accounts[round] ?? 0, customers[1] ?? null)),
    ]);
    expect(await rollUpDrift()).toEqual([]);
    const newest = await db().usageDay.findFirstOrThrow({ where: { accountId: accounts[3] ?? 0 } });
    expect(newest.upload).toBe(11n);
  });
});

describe('writing', () => {
  it('writes 3,000 accounts × 60 days, and nothing the second time', async () => {
    const connectionId = await addConnection('ipweb');
    const first = await addAccount(connectionId, null);
    await db().$executeRaw`
      INSERT INTO upstream_account (connection_id, external_id, kind)
      SELECT ${connectionId}, 'bulk-' || i, 'customer' FROM generate_series(2, 3000) AS i`;
    const ids = (await db().upstreamAccount.findMany({ where: { connectionId }, select: { id: true } })).map(
      (a) => a.id,
    );
    expect(ids).toContain(first);
    const rows = Array.from({ length: 60 }, (_, back) => addDays('2026-11-20', -back)).flatMap((day) =>
      ids.map((accountId) => ({
        accountId,
        day,
        upload: 5n,
        download: BigInt(accountId),
        total: BigInt(accountId) + 5n,
      })),
    );
    const pass = async (readAt: Date) => {
      let changed = 0;
      for (let at = 0; at < rows.length; at += 2_000) {
        const page = { connectionId, readAt, settledUpTo: '2026-11-18', rows: rows.slice(at, at + 2_000) };
        changed += (await writeUsagePage(undefined, page)).changed;
      }
      return changed;
    };
    expect(await pass(NOW)).toBe(180_000);
    const stamp = await db().$queryRaw`SELECT max(xmin::text::bigint)::text AS newest FROM usage_day`;
    expect(await pass(new Date(NOW.getTime() + 60_000))).toBe(0);
    expect(await db().$queryRaw`SELECT max(xmin::text::bigint)::text AS newest FROM usage_day`).toEqual(stamp);
  }, 120_000);

  it('keeps a restatement of a settled day only, and never goes back to an older reading', async () => {
    const connectionId = await addConnection('ipweb');
    const accountId = await addAccount(connectionId, null);
    const write = (day: string, total: bigint, minute: number) =>
      writeUsagePage(undefined, {
        connectionId,
        readAt: new Date(NOW.getTime() + minute * 60_000),
        settledUpTo: '2026-11-18',
        rows: [{ accountId, day, upload: null, download: null, total }],
      });
    expect(await write('2026-11-18', 1_000_000n, 0)).toEqual({ read: 1, changed: 1 });
    expect(await write('2026-11-19', 1_000_000n, 0)).toEqual({ read: 1, changed: 1 });
    expect(await write('2026-11-18', 3_000_000n, 2)).toEqual({ read: 1, changed: 1 });
    expect(await write('2026-11-19', 3_000_000n, 2)).toEqual({ read: 1, changed: 1 });
    expect(await write('2026-11-18', 1_000_000n, 1)).toEqual({ read: 1, changed: 0 });
    const { data } = await listRestatements(admin, { limit: 50, connectionId });
    expect(data).toMatchObject([{ accountId: String(accountId), date: '2026-11-18', oldBytes: MB, newBytes: 3 * MB }]);
  });

  it('goes on with the first right reading after one whose clock was ahead', async () => {
    const connectionId = await addConnection('ipweb');
    const accountId = await addAccount(connectionId, null);
    const day = '2026-11-20';
    const write = async (total: bigint, readAt: Date, settledUpTo: string) => {
      await writeCoverage(db(), { connectionId, from: day, to: day, readAt, settledUpTo });
      const rows = [{ accountId, day, upload: null, download: null, total }];
      return (await writeUsagePage(undefined, { connectionId, readAt, settledUpTo, rows })).changed;
    };
    const now = new Date();
    expect(await write(1_000_000n, new Date(now.getTime() + 86_400_000), day)).toBe(1);
    expect(await write(3_000_000n, now, '2026-11-18')).toBe(1);
    const [covered] = await db().usageCoverage.findMany({ where: { connectionId } });
    expect(covered).toMatchObject({ readAt: now, settled: false });
  });
});
