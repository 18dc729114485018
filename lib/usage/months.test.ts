import { expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { db } from '@/lib/infra/db';

useTestDatabase();

test('a month that several make at once is made once', async () => {
  const months = Array.from({ length: 12 }, (_, index) => `2031-${String(index + 1).padStart(2, '0')}-15`);
  for (const day of months) {
    // Each on a connection of its own, all before any has seen the table.
    await Promise.all(Array.from({ length: 6 }, () => db().$executeRaw`SELECT usage_month(${day}::date)`));
  }
  const [made] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'usage_day'::regclass AND c.relname LIKE 'usage_day_2031_%'`;
  expect(made?.count).toBe(12);
});
