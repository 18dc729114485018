import { expect, it } from 'vitest';
import { knownMigrations } from '../../prisma/migrate';
import { withClient } from '../postgres/client';
import { testDatabaseUrl, useTestDatabase } from './database';

const { url } = useTestDatabase();

it('gives a test file a database of its own with every migration applied', async () => {
  expect(url).toBe(testDatabaseUrl());
  await withClient(url, async (client) => {
    const { rows } = await client.query(
      'select migration_name, finished_at is not null as done from _prisma_migrations order by migration_name',
    );
    expect(rows).toEqual(knownMigrations().map((name) => ({ migration_name: name, done: true })));
    const version = await client.query("select current_setting('server_version_num')::int / 10000 as major");
    expect(version.rows[0]).toEqual({ major: 18 });
  });
});
