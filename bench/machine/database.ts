import { Client } from 'pg';
import { withClient } from '../../bin/postgres/client';
import { applyMigrations } from '../../prisma/migrate';

/** A new, migrated database `name` on the server of `serverUrl`. Returns its connection string. */
export async function createDatabase(serverUrl: string, name: string): Promise<string> {
  await withClient(serverUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await applyMigrations(url.href);
  return url.href;
}

/** A connection of the driver alone: what the limits use. */
export async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/** What every process of one benchmark shares; nothing in it needs to stay secret. */
export const BENCH_SECRET = 'a-secret-for-benchmarks-only-0123456789';

/** Makes this process one of the installation on the database: from here on `db()` and every verb work. */
export function enterInstallation(databaseUrl: string): void {
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    GIGATILL_SECRET: BENCH_SECRET,
    GIGATILL_ALLOW_LOOPBACK: 'on',
    LOG_LEVEL: 'silent',
  });
}
