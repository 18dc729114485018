import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '@/generated/prisma/client';
import { env } from './env';
import { poolShares } from './pool';

export { Prisma } from '@/generated/prisma/client';
export type Tx = Prisma.TransactionClient;

/** In development modules load again at each change; the client, with its pool, must not. */
const kept = globalThis as typeof globalThis & { gigatillDb?: PrismaClient; gigatillPool?: pg.Pool };

/**
 * For `onConnect` of a pool: a server's own zone is often that of its machine, while Prisma's driver writes instants without
 * a zone and takes those it reads for UTC. A statement, as poolers keep it where they refuse start-up options.
 */
export async function speakUtc(client: pg.ClientBase): Promise<void> {
  await client.query("SET timezone TO 'UTC'");
}

/** The pool below `db()`, for `lib/infra/prepared` and `lib/infra/sql` alone. */
export function connectionPool(): pg.Pool {
  if (kept.gigatillPool) return kept.gigatillPool;
  const pool = new pg.Pool({
    connectionString: env().databaseUrl,
    max: poolShares(env().databasePool).queries,
    keepAlive: true, // a connection to a server that has vanished ends by itself
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    onConnect: speakUtc,
  });
  // Without a listener the process would end; the connection has left the pool by itself.
  pool.on('error', () => undefined);
  kept.gigatillPool = pool;
  return pool;
}

/** The process's database client: one pool of DATABASE_POOL connections. */
export function db(): PrismaClient {
  kept.gigatillDb ??= new PrismaClient({
    adapter: new PrismaPg(connectionPool(), { disposeExternalPool: true }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
  return kept.gigatillDb;
}

/** Closes the pool; the next use opens a new one. */
export async function closeDb(): Promise<void> {
  const client = kept.gigatillDb;
  const pool = kept.gigatillPool;
  delete kept.gigatillDb;
  delete kept.gigatillPool;
  await client?.$disconnect();
  if (pool && !pool.ended) await pool.end();
}

/** Runs `work` in one transaction (read committed). Never hold one open across a provider call. */
export function inTransaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db().$transaction(work);
}

/** True for a violated unique constraint, in Prisma's own writes and in raw SQL, also past Prisma. */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  if (error.code === 'P2002' || error.code === '23505') return true;
  return error.code === 'P2010' && JSON.stringify('meta' in error ? error.meta : null).includes('23505');
}

/** A calendar day as Prisma wants a `@db.Date`. */
export function toDbDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** A `@db.Date` as a calendar day. */
export function fromDbDay(value: Date): string {
  return value.toISOString().slice(0, 10);
}
