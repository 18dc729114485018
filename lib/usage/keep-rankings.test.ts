import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { systemContext } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { bytesSql } from '@/lib/infra/asset-sql';
import { closeDb, db, Prisma } from '@/lib/infra/db';
import { getDailyUsage, writeUsagePage } from '.';
import { keepPresets, keepRankings, warmRankings } from './keep-rankings';
import { addAccount, addAgent, addConnection, addCustomer, moveAccount } from './testing';
import { PRESET_DAYS } from './window-sums';

useTestDatabase();
afterAll(closeDb);

/** The same numbers in each run. */
let state = 7;
function random(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

const accounts: { id: number; connectionId: number }[] = [];
const customers: (number | null)[] = [null];
let readAt = new Date('2026-11-01T00:00:00Z');

beforeAll(async () => {
  const connections = [await addConnection('ipweb'), await addConnection('freebit')];
  const agents = [await addAgent(), null];
  for (let no = 0; no < 12; no++) customers.push(await addCustomer(agents[no % 2] ?? null));
  for (let no = 0; no < 40; no++) {
    const connectionId = connections[no % 2] ?? 0;
    accounts.push({ connectionId, id: await addAccount(connectionId, customers[no % customers.length] ?? null) });
  }
});

/** Figures of some accounts on some days from `from` to `to`, new ones and others than they were, some of them nothing. */
async function read(from: string, days: number, share: number): Promise<void> {
  readAt = new Date(readAt.getTime() + 60_000);
  for (const connectionId of new Set(accounts.map((account) => account.connectionId))) {
    const rows = accounts.flatMap(({ id, connectionId: of }) =>
      Array.from({ length: days }, (_, day) => ({
        accountId: id,
        day: addDays(from, day),
        upload: null,
        download: null,
        total: BigInt(random(4) === 0 ? 0 : random(9_000_000)),
      })).filter(() => of === connectionId && random(100) < share),
    );
    await writeUsagePage(undefined, { connectionId, readAt, settledUpTo: addDays(from, days - 5), rows });
  }
}

/** What the rows themselves say. */
async function truth(day: string) {
  const rankings: Record<string, number[]> = {};
  for (const days of PRESET_DAYS) {
    for (const [group, key] of Object.entries({
      account: 'a.id',
      customer: 'coalesce(a.customer_id, 0)',
      agent: 'coalesce(c.agent_id, 0)',
      connection: 'a.connection_id',
    })) {
      const rows = await db().$queryRaw<{ key: number }[]>(Prisma.sql`
        SELECT ${Prisma.raw(key)} AS key FROM usage_day u JOIN upstream_account a ON a.id = u.account_id
          JOIN connection k ON k.id = a.connection_id LEFT JOIN customer c ON c.id = a.customer_id
        WHERE u.day > ${addDays(day, -days)}::date AND u.day <= ${day}::date
        GROUP BY 1 ORDER BY sum(${bytesSql('u.total', 'k.usage_asset')}) DESC, 1 LIMIT 100`);
      rankings[`${group}|${addDays(day, 1 - days)}|${day}||||`] = rows.map((row) => row.key);
    }
  }
  return rankings;
}

async function kept() {
  const rows = await db().usageRanking.findMany({ where: { preset: true } });
  return Object.fromEntries(rows.map(({ key, groups }) => [key, groups]));
}

test('rankings of the screens’ ranges are what the rows say, whatever happens to them', async () => {
  let day = '2026-11-01';
  await read(addDays(day, -420), 421, 30);
  const how: string[] = [];
  const happenings = [
    () => read(addDays(day, -3), 4, 80),
    () => read(addDays(day, -40), 20, 5), // restated, long settled
    async () => moveAccount(accounts[random(accounts.length)]?.id ?? 0, customers[random(customers.length)] ?? null),
    async () => {
      day = addDays(day, 1);
      await read(addDays(day, -9), 10, 60);
    },
    async () => {
      day = addDays(day, 1 + random(9));
    },
    async () => {
      const connectionId = accounts[0]?.connectionId ?? 0;
      accounts.push({ connectionId, id: await addAccount(connectionId, customers[random(customers.length)] ?? null) });
      await read(addDays(day, -2), 3, 100);
    },
  ];
  for (let no = 0; no < 36; no++) {
    await happenings[no % 2 === 0 ? random(happenings.length) : 3]?.();
    if (no % 3 === 0) await happenings[random(happenings.length)]?.();
    how.push((await keepPresets(day, readAt)) ?? 'not at all');
    expect(await kept(), `${no}: ${how.at(-1)}`).toEqual(await truth(day));
  }
  // As meant: the sums are mostly moved on, and made anew only when an older day has changed.
  const count = (work: string) => how.filter((one) => one === work).length;
  expect(count('moved')).toBeGreaterThan(12);
  expect(count('anew')).toBeGreaterThan(2);
  expect(await keepPresets(day, readAt)).toBe('kept');
}, 60_000);

test('nobody waits for a range of the screens, also when the sums were lost; one process at a time', async () => {
  const now = new Date('2027-03-01T00:30:00Z');
  const today = dayIn('Asia/Tokyo', now);
  await read(addDays(today, -30), 31, 50);
  await db().usageWindowSum.deleteMany();
  await db().setting.deleteMany();
  await warmRankings(now);
  const before = await kept();
  expect(before).toEqual(await truth(today));
  const ctx = systemContext('test', () => now);
  for (const days of PRESET_DAYS) {
    for (const groupBy of ['account', 'customer', 'agent', 'connection'] as const)
      await getDailyUsage(ctx, { from: addDays(today, 1 - days), to: today, groupBy, top: 5 });
  }
  // Whoever has to work one out writes it down as asked for at that moment.
  expect(await db().usageRanking.count({ where: { OR: [{ preset: false }, { madeAt: { gt: now } }] } })).toBe(0);
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(7236482, 0)::text`;
    expect(await keepPresets(today, now)).toBeNull();
  });
});

test('the worker waits until figures stay as they are, and then does it once', async () => {
  const now = new Date('2027-03-02T00:30:00Z');
  const today = dayIn('Asia/Tokyo', now);
  await keepRankings(now);
  expect(Object.keys(await kept()).filter((key) => key.includes(`|${today}|`))).toEqual([]);
  await read(addDays(today, -1), 2, 100);
  await keepRankings(now);
  expect(Object.keys(await kept()).filter((key) => key.includes(`|${today}|`))).toEqual([]);
  await keepRankings(now);
  expect(await kept()).toEqual(await truth(today));
  await db().usageRanking.deleteMany();
  await keepRankings(now);
  expect(await kept()).toEqual({});
});
