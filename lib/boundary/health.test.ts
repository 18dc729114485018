import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { createApiKey } from '@/lib/auth';
import { systemContext } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { metricsText, readiness } from './health';

useTestDatabase();
afterAll(closeDb);

const known = Symbol.for('gigatill.peers');
afterEach(() => Reflect.deleteProperty(globalThis, known));

let admin = '';
let viewer = '';
beforeAll(async () => {
  admin = (await createApiKey(systemContext('test'), { name: 'a', role: 'admin' })).key;
  viewer = (await createApiKey(systemContext('test'), { name: 'v', role: 'viewer' })).key;
});

const asking = (headers: Record<string, string>) => metricsText(new Request('http://x/api/metrics', { headers }));

it("shows metrics to an admin's key and to this machine only", async () => {
  const { text, contentType } = await asking({ authorization: `Bearer ${admin}` });
  expect(contentType).toContain('text/plain');
  expect(text).toContain('process_cpu_seconds_total');
  expect(text).toContain('gigatill_audit_unsealed{state="waiting"} 2');
  await expect(asking({})).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(asking({ 'x-forwarded-for': '127.0.0.1', 'x-gigatill-peer': '127.0.0.1' })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
  await expect(asking({ authorization: `Bearer ${viewer}` })).rejects.toMatchObject({ code: 'forbidden' });
  Reflect.set(globalThis, known, true);
  expect((await asking({ 'x-gigatill-peer': '::1' })).text).toContain('gigatill');
});

it('is ready with every migration, and not without one', async () => {
  expect(await readiness()).toEqual({ status: 'ok', database: 'ok', pendingMigrations: [] });
  await db().$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name = '20261121000100_guards'`;
  expect(await readiness()).toEqual({
    status: 'unavailable',
    database: 'ok',
    pendingMigrations: ['20261121000100_guards'],
  });
  await db().$executeRaw`DROP TABLE _prisma_migrations`;
  expect(await readiness()).toMatchObject({ status: 'unavailable', database: 'ok' });
});
