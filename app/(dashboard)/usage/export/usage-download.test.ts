import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { systemContext } from '@/lib/core/actor';
import { plainCell } from '@/lib/core/plain-cell';
import { closeDb, db } from '@/lib/infra/db';
import { writeUsagePage } from '@/lib/usage';
import { addConnection } from '@/lib/usage/testing';
import { usageDownload } from './usage-download';

vi.mock('next-intl/server', () => ({ getTranslations: async () => (key: string) => key }));

useTestDatabase();
afterAll(closeDb);

const NOW = new Date('2026-11-21T09:00:00Z');
const ctx = systemContext('test', () => NOW);
const span = { from: '2026-11-18', to: '2026-11-20' };

beforeAll(async () => {
  const connectionId = await addConnection('ipweb');
  const accounts = await db().$queryRaw<{ id: number }[]>`
    INSERT INTO upstream_account (connection_id, external_id, external_name, kind)
    SELECT ${connectionId}::int, n, '=name, ' || n, 'customer' FROM generate_series(1, 5) n RETURNING id`;
  const rows = ['2026-11-18', '2026-11-20'].flatMap((day) =>
    accounts.map(({ id: accountId }) => {
      const upload = accountId % 2 === 0 ? null : 1_234_567n;
      return { accountId, day, upload, download: 7_654_321_000n, total: 7_655_555_567n };
    }),
  );
  await writeUsagePage(undefined, { connectionId, readAt: NOW, settledUpTo: '2026-11-18', rows });
});

test('by account the lines of the CSV are the rows of the workbook', async () => {
  const { columns, csvLines, rows } = await usageDownload(ctx, { by: 'account', ...span });
  const cells: string[][] = [];
  for await (const row of rows) cells.push(row.map((value) => plainCell(value ?? '')));
  let text = '';
  for await (const lines of csvLines?.() ?? []) text += lines;
  expect(cells.map((row) => row.length)).toEqual(Array(10).fill(columns.length));
  expect(text).toBe(stringify(cells));
});

test('by anything else there are rows only', async () => {
  expect((await usageDownload(ctx, { by: 'connection', ...span })).csvLines).toBe(undefined);
});
