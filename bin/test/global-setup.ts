import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { applyMigrations } from '../../prisma/migrate';
import { withClient } from '../postgres/client';
import { ensureCluster } from '../postgres/cluster';
import { templateDatabase } from './names';

/**
 * One PostgreSQL for all test files: a scratch server with a migrated template database, which `useTestDatabase` copies.
 * It is not synced to disk, as nothing in it needs to survive.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gigatill-test-'));
  chmodSync(dataDir, 0o711); // as root, the account of the database passes through
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400' };
  const cluster = await ensureCluster({ dataDir, say: () => undefined, settings });
  const stop = async () => {
    await cluster.release();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await withClient(cluster.url('postgres'), (client) => client.query(`create database ${templateDatabase}`));
    await applyMigrations(cluster.url(templateDatabase));
    project.provide('databaseServer', cluster.url('postgres'));
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the scratch server's maintenance database. */
    databaseServer: string;
  }
}
