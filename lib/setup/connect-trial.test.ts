import { afterAll, expect, test, vi } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import type { Context } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { connectTrial } from './connect-trial';

// Where the supervisor has started the sandbox it says so; nothing is called here.
vi.stubEnv('GIGATILL_SANDBOX_URL', 'http://127.0.0.1:4999');
useTestDatabase();
afterAll(closeDb);

const as = (role: 'admin' | 'viewer' | 'agent'): Context => ({
  actor: { kind: 'key', keyId: 1, name: 'key', role, agentId: role === 'agent' ? 1 : null, address: null },
  now: () => new Date(),
});

test('connects the sandbox once, whoever presses how often; for administrators alone', async () => {
  await expect(connectTrial(as('viewer'))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(connectTrial(as('agent'))).rejects.toMatchObject({ code: 'forbidden' });
  const first = await connectTrial(as('admin'));
  expect(await connectTrial(as('admin'))).toEqual(first);
  const rows = await db().connection.findMany({ select: { provider: true, sandbox: true, baseUrl: true } });
  expect(rows).toEqual([{ provider: 'ipweb', sandbox: true, baseUrl: 'http://127.0.0.1:4999/ipweb' }]);
});
