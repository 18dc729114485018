import { z } from 'zod';
import type { OperatorEnvironment } from '@/lib/infra/env';
import { applyMigrations } from '../../prisma/migrate';
import { withClient } from '../postgres/client';
import { type Cluster, ensureCluster, ensureDatabase } from '../postgres/cluster';

/** The database of the installation, migrated. */
export type Database = {
  url: string;
  /** False when the embedded server has died; always true for an external one. */
  isAlive: () => boolean;
  /** Stops the embedded server if nobody else of ours uses it. */
  release: () => Promise<void>;
};

const databaseName = 'gigatill';

async function checkExternal(url: string): Promise<void> {
  try {
    const { rows } = await withClient(
      url,
      (client) => client.query("select current_setting('server_version_num')::int as version"),
      { connectionTimeoutMillis: 10_000 },
    );
    const { version } = z.object({ version: z.number() }).parse(rows[0]);
    if (version < 150_000) throw new Error(`it is PostgreSQL ${Math.floor(version / 10_000)}, at least 15 is needed`);
  } catch (error) {
    throw new Error(`DATABASE_URL does not work: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Opens the database that the environment names: the external one, or the embedded one of the data folder.
 * @throws with a sentence for the operator.
 */
export async function openDatabase(environment: OperatorEnvironment, say: (line: string) => void): Promise<Database> {
  if (environment.databaseUrl !== undefined) {
    await checkExternal(environment.databaseUrl);
    return { url: environment.databaseUrl, isAlive: () => true, release: async () => undefined };
  }
  const cluster: Cluster = await ensureCluster({ dataDir: environment.dataDir, say });
  try {
    await ensureDatabase(cluster, databaseName);
  } catch (error) {
    await cluster.release();
    throw error;
  }
  return { url: cluster.url(databaseName), isAlive: cluster.isAlive, release: cluster.release };
}

/** Brings the database up to this version. @throws when a migration fails. */
export async function migrate(database: Database, say: (line: string) => void): Promise<void> {
  const names = await applyMigrations(database.url);
  if (names.length > 0) say(`Applied ${names.length} ${names.length === 1 ? 'migration' : 'migrations'}.`);
}

/** Whether the provider sandbox runs by default: while there is no connection, or one that leads to it. */
export async function wantsSandbox(url: string): Promise<boolean> {
  const count = 'select count(*)::int as total, (count(*) filter (where sandbox))::int as ours from connection';
  const { rows } = await withClient(url, (client) => client.query(count));
  const { total, ours } = z.object({ total: z.number(), ours: z.number() }).parse(rows[0]);
  return total === 0 || ours > 0;
}
