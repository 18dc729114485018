import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { getDailyUsage, openMonths, writeUsagePage } from '@/lib/usage';
import { addAccount, addAgent, addConnection, addCustomer, moveAccount, rollUpDrift } from '@/lib/usage/testing';
import { archiveUsage } from './archive';
import { restoreUsage } from './restore';

const { url } = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'gigatill-archive-'));
const now = new Date('2026-11-21T09:00:00Z');
const ctx: Context = systemContext('test', () => now);
const days = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-11-20'];
let connectionId: number;
let accounts: number[];

const write = (day: string, total: bigint) =>
  writeUsagePage(undefined, {
    connectionId,
    readAt: now,
    settledUpTo: '2026-11-18',
    rows: accounts.map((accountId, index) => ({
      accountId,
      day,
      upload: index === 0 ? null : 1n,
      download: index === 0 ? null : total,
      total: total + 1n,
    })),
  });

const months = async () =>
  (
    await db().$queryRaw<{ name: string }[]>`
      SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'usage_day'::regclass ORDER BY 1`
  ).map(({ name }) => name);

const series = async (query: object) =>
  (await getDailyUsage(ctx, { from: '2026-02-01', to: '2026-03-31', ...query })).data;

beforeAll(async () => {
  connectionId = await addConnection('ipweb');
  const customer = await addCustomer(await addAgent());
  accounts = [await addAccount(connectionId, customer), await addAccount(connectionId, null)];
  for (const day of days) await write(day, 1_000_000n);
});

afterAll(async () => {
  await closeDb();
  rmSync(folder, { recursive: true, force: true });
});

test('each month has its own table, and the next ones are made ready', async () => {
  const made = ['usage_day_2026_02', 'usage_day_2026_03', 'usage_day_2026_11', 'usage_day_other'];
  expect(await months()).toEqual(made);
  await openMonths({ from: '2026-10-30', to: '2026-11-21' });
  expect(await months()).toEqual([...made, 'usage_day_2026_10', 'usage_day_2026_12'].sort());
});

test('rows without a month of their own come into it when it is made', async () => {
  await db().$executeRaw`INSERT INTO usage_day VALUES (${accounts[0]}, '2020-05-05', 1, 1, 2, now(), true)`;
  await db().$executeRaw`SELECT usage_month('2020-05-31')`;
  const count = async (table: string) => (await db().$queryRawUnsafe<[]>(`SELECT FROM ${table}`)).length;
  expect([await count('usage_day_other'), await count('usage_day_2020_05')]).toEqual([0, 1]);
  await db().$executeRaw`DELETE FROM usage_day WHERE day < '2021-01-01'`;
});

test('an archived month takes the days of accounts along, leaves the roll-ups, and lets nobody write to it', async () => {
  const whole = await series({});
  expect(await db().usageDay.count()).toBe(8);
  expect(await series({ accountId: accounts[1] })).toHaveLength(3);
  await expect(archiveUsage(url, { before: '2026-09', folder, now })).rejects.toThrow('--before 2026-08');
  const done = await archiveUsage(url, { before: '2026-03', folder, now });
  expect(done.map(({ month, rows }) => [month, rows])).toEqual([
    ['2020-05', 0],
    ['2026-02', 4],
  ]);
  expect(await archiveUsage(url, { before: '2026-03', folder, now })).toEqual([]);

  expect(await series({})).toEqual(whole);
  expect((await series({ accountId: accounts[1] })).map(({ date }) => date)).toEqual(['2026-03-01']);
  await expect(write('2026-02-28', 5n)).rejects.toThrow(/usage_month_is_archived/);
  await expect(openMonths({ from: '2026-02-28', to: '2026-03-02' })).rejects.toMatchObject({ code: 'conflict' });
  await openMonths({ from: '2026-03-01', to: '2026-03-02' });
});

test('a file that was changed, or is gone, brings nothing back', async () => {
  const file = join(folder, 'usage-2026-02.csv.gz');
  appendFileSync(file, 'x');
  await expect(restoreUsage(url, { month: '2026-02' })).rejects.toThrow('is not the file');
  rmSync(file);
  await expect(restoreUsage(url, { month: '2026-02' })).rejects.toThrow('--file');
  expect((await series({ accountId: accounts[1] })).map(({ date }) => date)).toEqual(['2026-03-01']);
});

test('a month comes back from its file, with whoever has the account by now', async () => {
  const [march] = await archiveUsage(url, { before: '2026-04', folder, now });
  for (const id of accounts) await moveAccount(id, id === accounts[0] ? null : await addCustomer(await addAgent()));
  expect(await restoreUsage(url, { month: '2026-03' })).toEqual({ rows: 2, file: march?.file });
  await expect(restoreUsage(url, { month: '2026-03' })).rejects.toThrow('not archived');
  expect(await db().usageDay.count({ where: { day: new Date('2026-03-01') } })).toBe(2);
  const drift = await rollUpDrift();
  expect(JSON.stringify(drift)).not.toContain('2026-03');
  expect(await write('2026-03-01', 7n)).toEqual({ read: 2, changed: 2 });
  expect(JSON.stringify(await rollUpDrift())).not.toContain('2026-03');
});
