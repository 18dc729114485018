import { afterAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { closeDb, db } from '@/lib/infra/db';
import { addConnection } from '@/lib/usage/testing';
import { AccountIds } from './store-accounts';

useTestDatabase();
afterAll(closeDb);

const page = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ externalId: `no, "${from + index}"`, externalName: null }));

test('accounts that only usage knows are added page by page, each once, and only those of the connection count', async () => {
  const [connectionId, other] = [await addConnection('ipweb'), await addConnection('ipweb')];
  await new AccountIds(other).of(page(0, 10), 'customer');
  const ids = new AccountIds(connectionId);
  const first = await ids.of(page(0, 4), 'customer');
  const second = await ids.of([...page(2, 7), ...page(5, 7)], 'customer');
  const rows = await db().upstreamAccount.findMany({ where: { connectionId }, orderBy: { id: 'asc' } });
  expect(rows.map((row) => row.externalId).sort()).toEqual(page(0, 7).map((row) => row.externalId));
  for (const { id, externalId } of rows) expect(second(externalId)).toBe(id);
  expect(first(page(3, 4)[0]?.externalId ?? '')).toBe(second('no, "3"'));
  expect(() => second('no, "9"')).toThrow('was not stored');
});
