import 'server-only';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { db } from './db';
import { databaseTrouble } from './db-errors';
import { log } from './log';

const PATIENCE_MS = 3_000;

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
    // Also a database of nobody's, without the table of migrations.
    log().warn({ err: error }, 'not ready');
    return databaseTrouble(error) === 'away' ? away : { ...away, database: 'ok' };
  } finally {
    patience.abort();
  }
}
