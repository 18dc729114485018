import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { runGigatill } from '@/bin/test/gigatill';
import { systemContext } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { getDailyUsage, type UsageGroup, writeCoverage, writeUsagePage } from '@/lib/usage';
import { addAccount, addAgent, addConnection, addCustomer, rollUpDrift } from '@/lib/usage/testing';

const { url } = useTestDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'gigatill-archive-cli-'));
const ctx = systemContext('test');
const READ_AT = new Date('2025-06-20T09:00:00Z');
const DAYS = ['2025-02-28', '2025-03-01', '2025-03-31', '2025-04-15', '2025-05-01', '2025-06-19'];
const range = { from: '2025-02-01', to: '2025-06-30' };

afterAll(async () => {
  await closeDb();
  rmSync(dataDir, { recursive: true, force: true });
});

const gigatill = (...args: string[]) => runGigatill({ DATABASE_URL: url, GIGATILL_DATA_DIR: dataDir }, ...args);

async function fill(): Promise<void> {
  const large = await addCustomer(await addAgent());
  for (const provider of ['ipweb', 'freebit'] as const) {
    const connectionId = await addConnection(provider);
    const accounts = [
      await addAccount(connectionId, large),
      await addAccount(connectionId, await addCustomer(null)),
      await addAccount(connectionId, null),
    ];
    const rows = DAYS.flatMap((day, index) =>
      accounts.map((accountId) => {
        const upload = accountId % 3 === 0 ? null : BigInt(accountId * 1_000_003 + index);
        return { accountId, day, upload, download: upload, total: BigInt(accountId * 3_000_017 + index) };
      }),
    );
    await writeUsagePage(undefined, { connectionId, readAt: READ_AT, settledUpTo: '2025-06-17', rows });
    await writeCoverage(db(), { connectionId, ...range, readAt: READ_AT, settledUpTo: '2025-06-17' });
  }
}

/** All that there is to see of usage, to the last digit. */
async function figures() {
  const groups: (UsageGroup | undefined)[] = [undefined, 'connection', 'agent', 'customer', 'account'];
  return {
    rows: await db().usageDay.findMany({ orderBy: [{ accountId: 'asc' }, { day: 'asc' }] }),
    answers: await Promise.all(groups.map((groupBy) => getDailyUsage(ctx, { ...range, groupBy }))),
    drift: await rollUpDrift(),
  };
}

test('old months leave by the command line and come back by it, and nothing is different', {
  timeout: 120_000,
}, async () => {
  await fill();
  const before = await figures();
  expect(before.rows).toHaveLength(DAYS.length * 6);

  const archived = await gigatill('usage', 'archive', '--before', '2025-05', '--json');
  expect(archived).toMatchObject({ code: 0, stderr: '' });
  const { months }: { months: { month: string; rows: number; file: string }[] } = JSON.parse(archived.stdout);
  expect(months.map(({ month, rows }) => [month, rows])).toEqual([
    ['2025-02', 6],
    ['2025-03', 12],
    ['2025-04', 6],
  ]);
  for (const { file } of months) expect(statSync(file).size).toBeGreaterThan(0);
  const away = await figures();
  expect(away.rows).toEqual(before.rows.filter(({ day }) => day >= new Date('2025-05-01')));
  expect(away.answers.slice(0, 3).map(({ data }) => data)).toEqual(before.answers.slice(0, 3).map(({ data }) => data));
  expect(away.answers[4]?.data).toEqual(before.answers[4]?.data.filter(({ date }) => date >= '2025-05-01'));

  for (const { month, rows } of months.reverse()) {
    const back = await gigatill('usage', 'restore', month);
    expect(back).toMatchObject({ code: 0, stderr: '' });
    expect(back.stdout).toContain(`${month} is back: ${rows} days of accounts`);
  }
  expect(await figures()).toEqual(before);
  const again = await gigatill('usage', 'restore', '2025-03');
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('2025-03 is not archived');
});
