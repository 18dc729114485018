import { expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { createUser } from '@/lib/auth';
import { type Context, systemContext } from '@/lib/core/actor';
import { deleteView, listViews, saveView } from './index';

useTestDatabase();

async function person(email: string): Promise<Context> {
  const user = await createUser(systemContext('test'), { email, role: 'viewer', password: 'a long enough password' });
  const actor = {
    kind: 'user' as const,
    userId: Number(user.id),
    name: email,
    role: 'viewer' as const,
    agentId: null,
    sessionId: 'none',
    address: null,
  };
  return { actor, now: () => new Date() };
}

test('views are kept by name, replaced by the same name, and nobody else’s', async () => {
  const [own, other] = [await person('a@example.com'), await person('b@example.com')];
  await saveView(own, { page: 'orders', name: 'Unknown', query: '?status=unknown' });
  const kept = await saveView(own, { page: 'orders', name: 'Unknown', query: 'status=unknown&type=deduct' });
  await saveView(own, { page: 'usage', name: 'Year', query: 'range=365d' });
  expect(await listViews(own, { page: 'orders' })).toEqual([
    { id: kept.id, name: 'Unknown', query: 'status=unknown&type=deduct' },
  ]);
  expect(await listViews(other, { page: 'orders' })).toEqual([]);
  await expect(deleteView(other, { id: Number(kept.id) })).rejects.toMatchObject({ code: 'not_found' });
  await deleteView(own, { id: Number(kept.id) });
  expect(await listViews(own, { page: 'orders' })).toEqual([]);
});

test('an API key has none', async () => {
  await expect(listViews(systemContext('job'), { page: 'usage' })).rejects.toMatchObject({ code: 'forbidden' });
});
