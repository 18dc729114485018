import { afterAll, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import type { Actor } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { SharedLimit } from '@/lib/infra/rate-limit';
import { countKeyRequest, KEY_REQUESTS_PER_MINUTE } from './count-key-request';

useTestDatabase();
afterAll(closeDb);

const key = (keyId: number): Actor => ({ kind: 'key', keyId, name: 'k', role: 'admin', agentId: null, address: null });

async function make(actor: Actor, requests: number): Promise<number> {
  const made = await Promise.allSettled(Array.from({ length: requests }, () => countKeyRequest(actor)));
  return made.filter(({ status }) => status === 'fulfilled').length;
}

it('allows a key exactly its limit a minute, and others are not concerned', async () => {
  expect(await make(key(1), KEY_REQUESTS_PER_MINUTE + 250)).toBe(KEY_REQUESTS_PER_MINUTE);
  await expect(countKeyRequest(key(1))).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfterSeconds: expect.any(Number),
  });
  expect(await make(key(2), 10)).toBe(10);
});

it('counts what other processes have used up', async () => {
  const other = new SharedLimit('api-key', KEY_REQUESTS_PER_MINUTE, 60);
  expect((await other.take('3', 5_800)).allowed).toBe(true);
  expect(await make(key(3), 500)).toBe(200);
});

it('begins again when the minute is over', async () => {
  await db().rateLimit.create({ data: { key: 'api-key:4', points: 99_999, expire: BigInt(Date.now() - 1) } });
  expect(await make(key(4), 5)).toBe(5);
});

it('begins again where a clock that was a day ahead has begun the minute', async () => {
  const expire = BigInt(Date.now() + 86_400_000);
  await db().rateLimit.create({ data: { key: 'api-key:5', points: 99_999, expire } });
  expect(await make(key(5), 5)).toBe(5);
});
