import { afterAll, beforeAll, inject } from 'vitest';
import { withClient } from '../postgres/client';
import { templateDatabase } from './names';

async function onServer(sql: string): Promise<void> {
  await withClient(inject('databaseServer'), (client) => client.query(sql));
}

/** The connection string of this test file's own database; it exists once `useTestDatabase` has been called. */
export function testDatabaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (url === undefined) throw new Error('DATABASE_URL is not set: is bin/test/setup.ts loaded?');
  return url;
}

/**
 * Call it at the top of a test file: gives the file a migrated, empty database of its own at `DATABASE_URL`, so
 * `@/lib/infra/db` needs nothing else. The database is dropped after the file's tests.
 */
export function useTestDatabase(): { url: string } {
  const url = testDatabaseUrl();
  const name = new URL(url).pathname.slice(1);
  beforeAll(() => onServer(`create database ${name} template ${templateDatabase}`));
  afterAll(() => onServer(`drop database if exists ${name} with (force)`));
  return { url };
}
