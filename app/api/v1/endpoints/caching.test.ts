import { afterAll, beforeAll, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { createApiKey } from '@/lib/auth';
import { api } from '@/lib/boundary/serve';
import { systemContext } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { loadSynthetic } from '@/lib/demo';
import { closeDb, db } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { writeUsagePage } from '@/lib/usage';
import { endpoints } from './index';

useTestDatabase();
const ctx = systemContext('test');
const handle = api(endpoints);
const today = dayIn('UTC', new Date());
let authorization: string;
let connectionId: string;

const get = (path: string, headers: Record<string, string> = {}) =>
  handle(new Request(`http://x/api/v1${path}`, { headers: { authorization, ...headers } }));

beforeAll(async () => {
  ({ connectionId } = await loadSynthetic(ctx, { customers: 3, days: 20 }));
  authorization = `Bearer ${(await createApiKey(ctx, { name: 'test', role: 'admin' })).key}`;
});
afterAll(async () => {
  await closeJobs();
  await closeDb();
});

it.each([
  ['/usage/daily', 10, 'private, max-age=60'],
  ['/usage/daily', 0, 'private, no-cache'],
  ['/usage/totals', 10, 'private, max-age=60'],
] as const)('%s up to %d days ago is kept as %s, and told by a tag', async (path, ago, kept) => {
  const range = `${path}?connectionId=${connectionId}&from=${addDays(today, -15)}&to=${addDays(today, -ago)}`;
  const first = await get(range);
  const etag = first.headers.get('etag') ?? '';
  expect([first.status, first.headers.get('cache-control'), first.headers.get('vary')]).toEqual([
    200,
    kept,
    'authorization, cookie',
  ]);
  expect(etag).toMatch(/^W\/"[\w-]+"$/);
  const again = await get(range, { 'if-none-match': `"other", ${etag}` });
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  expect((await get(range, { 'if-none-match': '"other"' })).status).toBe(200);
});

it('answers anew when a figure has changed', async () => {
  const range = `/usage/daily?from=${addDays(today, -15)}&to=${today}&groupBy=connection`;
  const etag = (await get(range)).headers.get('etag') ?? '';
  const account = await db().upstreamAccount.findFirstOrThrow({ select: { id: true } });
  const day = addDays(today, -2);
  const row = { accountId: account.id, day, upload: null, download: null, total: 1_000_000n };
  const page = { connectionId: Number(connectionId), readAt: new Date(), settledUpTo: '2000-01-01' };
  await writeUsagePage(undefined, { ...page, rows: [row] });
  const next = await get(range, { 'if-none-match': etag });
  expect(next.status).toBe(200);
  expect(next.headers.get('etag')).not.toBe(etag);
});

it('lets nothing else be kept', async () => {
  for (const path of ['/customers', '/balances', '/usage/daily?from=x', '/nothing']) {
    const { headers } = await get(path);
    expect([headers.get('cache-control'), headers.get('etag')]).toEqual(['no-store', null]);
  }
  const stranger = await handle(new Request('http://x/api/v1/usage/daily', { headers: { 'if-none-match': '*' } }));
  expect(stranger.status).toBe(401);
});
