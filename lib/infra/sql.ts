import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { connectionPool, Prisma } from './db';
import { failedAsPrepared, statementName } from './prepared';

/**
 * What raw SQL runs on: Prisma's client, one of its transactions, or `sqlTransaction`. Functions that only need
 * statements take this, so that they work in either.
 */
export type SqlRunner = {
  $queryRaw<Result = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Result>;
  $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
  $queryRawUnsafe<Result = unknown>(text: string, ...values: unknown[]): Promise<Result>;
};

/** As Prisma reads them: 64-bit integers as bigint. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 && format !== 'binary' ? BigInt : pg.types.getTypeParser(oid, format),
};

function asSql(query: TemplateStringsArray | Prisma.Sql, values: unknown[]): Prisma.Sql {
  return query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values);
}

type Querying = Pick<pg.PoolClient, 'query'>;

function runnerOn(client: Querying, isNaming: boolean): SqlRunner {
  const run = ({ text, values }: Prisma.Sql) => {
    const name = isNaming ? statementName(text) : undefined;
    return client.query(name === undefined ? { text, values, types } : { name, text, values, types });
  };
  // What a statement returns is stated by its caller, as with Prisma's own raw queries.
  return {
    $queryRaw: async <Result>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
      (await run(asSql(query, values))).rows as Result,
    $executeRaw: async (query, ...values) => (await run(asSql(query, values))).rowCount ?? 0,
    $queryRawUnsafe: async <Result>(text: string, ...values: unknown[]) =>
      (await client.query({ text, values, types })).rows as Result,
  };
}

async function runOnce<Result>(work: (tx: SqlRunner) => Promise<Result>, isNaming: boolean): Promise<Result> {
  const client = await connectionPool().connect();
  let broken: Error | undefined;
  const note = (error: Error) => {
    broken = error; // the statement under way fails with it, too
  };
  client.on('error', note);
  try {
    await client.query('BEGIN');
    const result = await work(runnerOn(client, isNaming));
    const { command } = await client.query('COMMIT');
    if (command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back.');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(note);
    throw error;
  } finally {
    client.off('error', note);
    client.release(broken);
  }
}

/** How often a transaction runs at most that PostgreSQL gives up for the sake of another one. */
const MOST_RUNS = 4;

/** Time for the other one to take the lock that was given up for it: who is quicker would take it back, for another circle. */
const PAUSE_MS = 25;

/** PostgreSQL chose this transaction to end a circle of waiting ones: nothing of it is left, and it may run again. */
function wasGivenUp(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40P01' || error.code === '40001');
}

/**
 * Runs `work` in one transaction (read committed), as `inTransaction` does, past Prisma: for the hot paths, where its
 * share would be the larger part of the time. Never hold one open across a provider call. `work` may run again where prepared
 * statements turn out not to work, and where PostgreSQL gave the transaction up for another one; of the times before nothing
 * is left. Throws what `work` or the database throws: then nothing was done, unless the connection broke at the very commit.
 */
export async function sqlTransaction<Result>(work: (tx: SqlRunner) => Promise<Result>): Promise<Result> {
  let isNaming = true;
  for (let runs = 1; ; runs++) {
    try {
      return await runOnce(work, isNaming);
    } catch (error) {
      const isUnprepared = isNaming && failedAsPrepared(error);
      if (runs === MOST_RUNS || !(isUnprepared || wasGivenUp(error))) throw error;
      if (isUnprepared) isNaming = false;
      else await sleep(PAUSE_MS * runs);
    }
  }
}

/**
 * One statement of the hot paths, committed by itself. Runs again where prepared statements turn out not to work, which
 * shows before anything is executed. Throws the driver's errors.
 */
export async function runSql<Row extends object>(statement: Prisma.Sql): Promise<Row[]> {
  try {
    return await runnerOn(connectionPool(), true).$queryRaw<Row[]>(statement);
  } catch (error) {
    if (!failedAsPrepared(error)) throw error;
    return runnerOn(connectionPool(), false).$queryRaw<Row[]>(statement);
  }
}
