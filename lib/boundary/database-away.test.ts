import { afterAll, expect, it } from 'vitest';
import { closeDb } from '@/lib/infra/db';
import { ACCESS, endpoint, noContent } from './endpoint';
import { readiness } from './health';
import { api } from './serve';

// No useTestDatabase: the database that DATABASE_URL names does not exist.
afterAll(closeDb);

it('says 503 and when to try again', async () => {
  const run = async () => undefined;
  const common = { summary: '', tag: '', response: noContent, status: 204, run } as const;
  const handle = api([endpoint({ ...common, method: 'GET', path: '/things', access: ACCESS.staff })]);
  const headers = { authorization: `Bearer gt_${'a'.repeat(40)}` };
  const response = await handle(new Request('http://x/api/v1/things', { headers }));
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await response.json()).toMatchObject({ code: 'unavailable' });
  expect((await handle(new Request('http://x/api/v1/nothing', { headers }))).status).toBe(404);
});

it('is not ready', async () => {
  expect(await readiness()).toEqual({ status: 'unavailable', database: 'unreachable', pendingMigrations: [] });
});
