import 'server-only';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { db } from './db';
import { databaseTrouble } from './db-errors';
import { env } from './env';
import { log } from './log';

const PATIENCE_MS = 3_000;
/** How long an answer of the database is taken for granted. */
const FRESH_MS = 1_000;
/** A database that is there answers `select 1` within milliseconds. */
const ANSWER_MS = 1_500;

export type Readiness = {
  status: 'ok' | 'unavailable';
  database: 'ok' | 'unreachable';
  /** Names of migrations that this version has and the database has not. */
  pendingMigrations: string[];
};

let known: Promise<string[]> | undefined;

async function knownMigrations(): Promise<string[]> {
  const entries = await readdir(join(/* turbopackIgnore: true */ process.cwd(), 'prisma', 'migrations'), {
    withFileTypes: true,
  });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

async function check(): Promise<Readiness> {
  known ??= knownMigrations();
  const rows = await db().$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
  const applied = new Set(rows.map(({ name }) => name));
  const pendingMigrations = (await known).filter((name) => !applied.has(name)).sort();
  return { status: pendingMigrations.length === 0 ? 'ok' : 'unavailable', database: 'ok', pendingMigrations };
}

/** Whether requests can be served: the database answers within three seconds and has every migration. */
export async function readiness(): Promise<Readiness> {
  const away: Readiness = { status: 'unavailable', database: 'unreachable', pendingMigrations: [] };
  const patience = new AbortController();
  try {
    return await Promise.race([check(), sleep(PATIENCE_MS, away, { signal: patience.signal })]);
  } catch (error) {
    if (databaseTrouble(error) === 'away') {
      void databaseAnswers(); // which tells the log, once
      return away;
    }
    // Also a database of nobody's, without the table of migrations.
    log().warn({ err: error }, 'not ready');
    return { ...away, database: 'ok' };
  } finally {
    patience.abort();
  }
}

/** Asks over a connection of its own: a pool whose connections are all in use says nothing about the server. */
async function connects(): Promise<boolean> {
  const client = new Client({ connectionString: env().databaseUrl, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => undefined); // a server that goes away while we ask has not answered
  try {
    await client.connect();
    return true;
  } catch (error) {
    // One that has no room for another connection, or does not know us, is not away.
    return databaseTrouble(error) !== 'away' || (error instanceof Error && 'code' in error && error.code === '53300');
  } finally {
    void client.end().catch(() => undefined);
  }
}

async function poolAnswers(): Promise<boolean> {
  const patience = new AbortController();
  const answer = db().$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  const answered = await Promise.race([
    answer,
    sleep(ANSWER_MS, false, { signal: patience.signal }).catch(() => false),
  ]);
  patience.abort();
  return answered;
}

/** What is known of the database, and since when; `asking` while it is being looked at. */
type Look = { at: number; isThere: boolean; asking: Promise<boolean> | undefined };

const shared = globalThis as typeof globalThis & { gigatillDatabaseLook?: Look };

/** Of the whole process: the bundler makes a copy of this module for the door and one for what lies behind it. */
function look(): Look {
  shared.gigatillDatabaseLook ??= { at: Number.NEGATIVE_INFINITY, isThere: true, asking: undefined };
  return shared.gigatillDatabaseLook;
}

async function ask(): Promise<boolean> {
  const last = look();
  // While it is away only one connection at a time is tried, whatever the number of requests.
  const isThere = (last.isThere && (await poolAnswers())) || (await connects());
  if (isThere !== last.isThere) log().warn(isThere ? 'the database is back' : 'the database does not answer');
  Object.assign(last, { at: performance.now(), isThere, asking: undefined });
  return isThere;
}

/** For whoever sees a query fail as with a database that is away: the next to ask looks at once, not after a second. */
export function doubtDatabase(): void {
  if (look().isThere) look().at = Number.NEGATIVE_INFINITY;
}

/**
 * Whether the database answers, as far as known within the last second. While it is away the answer comes at once, and
 * one look a second is taken beside it, as long as somebody asks.
 */
export async function databaseAnswers(): Promise<boolean> {
  const last = look();
  if (performance.now() - last.at < FRESH_MS) return last.isThere;
  last.asking ??= ask();
  return last.isThere ? last.asking : false;
}
