import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { systemContext } from '@/lib/core/actor';
import type { TrafficAsset } from '@/lib/core/assets';
import { gbOfBytes } from '@/lib/core/gb-of-bytes';
import { plainCell } from '@/lib/core/plain-cell';
import { closeDb, db } from '@/lib/infra/db';
import { readAccountDays, readAccountLines, writeUsagePage } from '.';
import { addConnection } from './testing';

useTestDatabase();
afterAll(closeDb);

const NOW = new Date('2026-11-21T09:00:00Z');
const ctx = systemContext('test', () => NOW);
const range = { from: '2026-11-17', to: '2026-11-20' };
const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20'];

const STARTS = [
  '',
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '＝',
  '＋',
  '－',
  '＠',
  "'",
  '"',
  ',',
  ' ',
  '\\',
  '日',
  '🙂',
  '-１',
];
const REST = [
  '',
  '1',
  '1.50',
  '-2',
  '１',
  '1.',
  '.5',
  'a',
  '1\n',
  'a,b',
  'a"b',
  'a\nb',
  'a\r',
  '\\n',
  '\\',
  '; x',
  '名"前,',
];
/** Every start with every rest, and what else a name may be. */
const NAMES = [
  ...STARTS.flatMap((start) => REST.map((rest) => `${start}${rest}`)),
  ...[
    '"',
    '""',
    "'=1",
    '+1e5',
    '--1',
    '=cmd|"/c calc"!A1',
    '{a,b}',
    'NULL',
    '%s',
    '$1',
    'a\\tb',
    '\u00a0=1',
    '\ufeff=1',
  ],
].filter((name) => name !== '');

/** In the unit of the asset, millionths or thousandths; a 2^40 of bytes and what is just above and below halves. */
const AMOUNTS = [
  0n,
  1n,
  2n,
  499n,
  500n,
  501n,
  999_999n,
  1_000_000n,
  57_500_890_000n,
  1_073_741_824n,
  8_388_607_999_999n,
];

/** More than two texts. */
const MANY = 9_000;

async function addAccounts(asset: TrafficAsset, names: readonly string[]): Promise<void> {
  const connectionId = await addConnection('ipweb');
  await db().connection.update({ where: { id: connectionId }, data: { usageAsset: asset } });
  const ids = await db().$queryRaw<{ id: number }[]>`
    INSERT INTO upstream_account (connection_id, external_id, external_name, kind)
    SELECT ${connectionId}, 'number ' || n, name, 'customer' FROM unnest(${[...names]}::text[]) WITH ORDINALITY AS t(name, n)
    RETURNING id`;
  const rows = DAYS.flatMap((day, shift) =>
    ids.map(({ id: accountId }, index) => {
      const total = AMOUNTS[(index + shift) % AMOUNTS.length] ?? 0n;
      const [upload, download] = index % 4 === 3 ? [null, null] : [total / 3n, total - total / 3n];
      return { accountId, day, upload: index % 8 === 5 ? null : upload, download, total };
    }),
  );
  await writeUsagePage(undefined, { connectionId, readAt: NOW, settledUpTo: '2026-11-18', rows });
}

beforeAll(async () => {
  await addAccounts('IPWEB_MB', NAMES);
  await addAccounts('FREEBIT_KB1024', NAMES.slice(0, 50));
  await addAccounts(
    'IPIDEA_MB',
    Array.from({ length: MANY }, (_, index) => `account ${index}`),
  );
});

test.each([
  [1024, 'may still change'],
  [1000, '=まだ, "変わる"'],
] as const)('in a base of %d the text is that of the rows, cell by cell', async (base, mayChange) => {
  const expected: string[] = [];
  for await (const days of readAccountDays(ctx, range)) {
    for (const day of days) {
      const gb = (bytes: number | null) => (bytes === null ? '' : gbOfBytes(bytes, base));
      const cells = [
        day.date,
        day.label ?? '',
        day.key ?? '',
        gb(day.downloadBytes),
        gb(day.uploadBytes),
        gb(day.totalBytes),
        String(day.totalBytes),
        day.provisional ? mayChange : '',
      ];
      expected.push(stringify([cells.map(plainCell)]));
    }
  }
  const texts: string[] = [];
  for await (const text of readAccountLines(ctx, range, { base, mayChange })) texts.push(text);
  expect(expected.length).toBe(DAYS.length * (NAMES.length + 50 + MANY));
  expect(texts.length).toBeGreaterThan(2 * DAYS.length);
  const [text, rows] = [texts.join('').split('\n'), expected.join('').split('\n')];
  const at = rows.findIndex((row, index) => row !== text[index]);
  expect({ at, text: text[at], lines: text.length }).toEqual({ at: -1, text: rows[at], lines: rows.length });
});

test('an asset that is none of traffic breaks the file off', async () => {
  await db().$executeRaw`UPDATE connection SET usage_asset = 'USD' WHERE usage_asset = 'FREEBIT_KB1024'`;
  const lines = readAccountLines(ctx, range, { base: 1024, mayChange: '' });
  await expect(
    (async () => {
      for await (const _ of lines);
    })(),
  ).rejects.toThrow('none of traffic');
});
