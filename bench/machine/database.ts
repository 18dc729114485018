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
