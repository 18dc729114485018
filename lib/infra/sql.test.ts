import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { closeDb, inTransaction, isUniqueViolation, Prisma } from './db';
import { runSql, type SqlRunner, sqlTransaction } from './sql';

useTestDatabase();

beforeAll(async () => {
  await runSql(Prisma.sql`CREATE TABLE note (id int PRIMARY KEY, big bigint, at timestamptz(3), body jsonb)`);
});

afterAll(closeDb);

const count = async () => (await runSql<{ n: number }>(Prisma.sql`SELECT count(*)::int AS n FROM note`))[0]?.n;

test('values come and go as through Prisma', async () => {
  const at = new Date('2026-11-22T01:02:03.004Z');
  const big = 9_007_199_254_740_993n;
  await runSql(
    Prisma.sql`INSERT INTO note VALUES (1, ${big}, ${at}, ${JSON.stringify({ a: [1, 'ü'] })}::jsonb), (2, ${null}, ${null}, ${null})`,
  );
  const read = (tx: SqlRunner) =>
    tx.$queryRaw<unknown[]>`SELECT id, big, at, body FROM note WHERE id <= ${2} ORDER BY id`;
  const rows = await sqlTransaction(read);
  expect(rows).toEqual([
    { id: 1, big, at, body: { a: [1, 'ü'] } },
    { id: 2, big: null, at: null, body: null },
  ]);
  expect(await inTransaction(read)).toEqual(rows);
  expect(await sqlTransaction((tx) => tx.$executeRaw`UPDATE note SET big = 1 WHERE id IN (1, 2)`)).toBe(2);
});

test('of a transaction that throws nothing is left, and its connection serves the next one', async () => {
  const before = await count();
  const fail = sqlTransaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO note (id) VALUES (10)`;
    throw new Error('on purpose');
  });
  await expect(fail).rejects.toThrow('on purpose');
  expect(await count()).toBe(before);
});

test('a statement that failed ends its transaction, also where the failure was swallowed', async () => {
  const before = await count();
  const swallowed = sqlTransaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO note (id) VALUES (11)`;
    const error = await tx.$executeRaw`INSERT INTO note (id) VALUES (11)`.catch((reason: unknown) => reason);
    expect(isUniqueViolation(error)).toBe(true);
  });
  await expect(swallowed).rejects.toThrow('rolled back');
  expect(await count()).toBe(before);
});

test('where a pooler loses prepared statements the work is done once, without them', async () => {
  const read = (tx: SqlRunner) => tx.$queryRaw<{ n: number }[]>`SELECT 40 + ${2}::int AS n`;
  // Prepared on this connection; the pool gives the one that was used last again.
  await sqlTransaction(read);
  await sqlTransaction((tx) => tx.$queryRawUnsafe('DEALLOCATE ALL'));
  const done = await sqlTransaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO note (id) VALUES (20)`;
    return read(tx);
  });
  expect(done).toEqual([{ n: 42 }]);
  expect(await runSql(Prisma.sql`SELECT id FROM note WHERE id = 20`)).toHaveLength(1);
});

test('two transactions that wait for each other in a circle both end well', async () => {
  const runs = { first: 0, second: 0 };
  const bothHold = Promise.withResolvers<void>();
  let holding = 0;
  const inTurn = (name: keyof typeof runs, [one, other]: [number, number]) =>
    sqlTransaction(async (tx) => {
      runs[name]++;
      await tx.$executeRaw`UPDATE note SET big = big + 1 WHERE id = ${one}`;
      holding++;
      if (holding === 2) bothHold.resolve();
      await bothHold.promise;
      await tx.$executeRaw`UPDATE note SET big = big + 1 WHERE id = ${other}`;
    });
  await sqlTransaction((tx) => tx.$executeRaw`UPDATE note SET big = 0 WHERE id IN (1, 2)`);
  await Promise.all([inTurn('first', [1, 2]), inTurn('second', [2, 1])]);
  expect(runs.first + runs.second).toBe(3);
  const rows = await runSql<{ big: bigint }>(Prisma.sql`SELECT big FROM note WHERE id IN (1, 2)`);
  expect(rows.map(({ big }) => big)).toEqual([2n, 2n]);
});
