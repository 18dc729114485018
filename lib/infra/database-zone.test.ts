import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { closeDb, db, Prisma } from './db';
import { runSql, type SqlRunner, sqlTransaction } from './sql';

const { url } = useTestDatabase();

/** As installations have it: initdb writes the machine's own zone into the server's settings. */
beforeAll(async () => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const name = new URL(url).pathname.slice(1);
  await client.query(`ALTER DATABASE ${name} SET timezone TO 'Asia/Shanghai'`);
  await client.end();
});

afterAll(closeDb);

const AT = new Date('2026-11-22T20:30:00.004Z');

test('an instant is the same one through Prisma and past it, whatever the zone of the server', async () => {
  const read = (runner: SqlRunner) =>
    runner.$queryRaw<
      unknown[]
    >`SELECT created_at AS at, extract(epoch FROM created_at)::float8 AS epoch FROM "user" ORDER BY email`;
  await db().user.create({
    data: { email: 'a@example.com', name: 'A', role: 'viewer', passwordHash: 'x', createdAt: AT },
  });
  await runSql(
    Prisma.sql`INSERT INTO "user" (email, name, role, password_hash, created_at) VALUES ('b@example.com', 'B', 'viewer', 'x', ${AT})`,
  );
  const row = { at: AT, epoch: AT.getTime() / 1000 };
  expect(await read(db())).toEqual([row, row]);
  expect(await sqlTransaction(read)).toEqual([row, row]);
});

test('days reckoned from instants are those of UTC', async () => {
  const read = (runner: SqlRunner) =>
    runner.$queryRaw<unknown[]>`SELECT to_char(${AT}::timestamptz::date, 'YYYY-MM-DD') AS day`;
  expect(await read(db())).toEqual([{ day: '2026-11-22' }]);
  expect(await sqlTransaction(read)).toEqual([{ day: '2026-11-22' }]);
});
