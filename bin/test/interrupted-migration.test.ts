import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, inject, it } from 'vitest';
import { applyMigrations, knownMigrations, pendingMigrations } from '../../prisma/migrate';
import { withClient } from '../postgres/client';

const migrate = fileURLToPath(new URL('../../prisma/migrate.ts', import.meta.url));
const gate = 4_711;
const server = inject('databaseServer');
const name = `interrupted_${process.pid}`;
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;

afterEach(() => withClient(server, (client) => client.query(`drop database if exists ${name} with (force)`)));

/** A new database, in which something happens as soon as the table of this name has been made. */
async function trappedAt(table: string, statement: string): Promise<void> {
  await withClient(server, (client) => client.query(`create database ${name}`));
  await withClient(url, (client) =>
    client.query(`
      create function trap() returns event_trigger language plpgsql as $$ begin
        if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'public.${table}') then
          ${statement};
        end if;
      end $$;
      create event trigger trap on ddl_command_end when tag in ('CREATE TABLE') execute function trap()`),
  );
}

/** Starts migrating in a process of its own and kills it where it waits; the server may still be at the script. */
async function killedAtGate(): Promise<void> {
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', migrate, 'apply'], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: 'ignore',
  });
  const gone = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  await withClient(server, async (client) => {
    const waiting = `select pid from pg_locks where locktype = 'advisory' and objid = ${gate} and not granted`;
    await expect.poll(async () => (await client.query(waiting)).rowCount, { timeout: 30_000 }).toBe(1);
  });
  child.kill('SIGKILL');
  expect(await gone).toBe('SIGKILL');
}

it.each([
  ['ends its script after all', 'select 1'],
  ['gives its script up', `select pg_terminate_backend(pid) from pg_locks where objid = ${gate} and not granted`],
])('goes on after a kill in the middle of a migration, when the server %s', { timeout: 60_000 }, async (_, sql) => {
  await trappedAt('dispute_link', `perform pg_advisory_xact_lock_shared(${gate})`);
  await withClient(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [gate]);
    await killedAtGate();
    await client.query(sql);
  });
  await applyMigrations(url);
  expect(await pendingMigrations(url)).toEqual([]);
  await withClient(url, async (client) => {
    const { rows } = await client.query(
      'select migration_name as name from _prisma_migrations where rolled_back_at is null order by 1',
    );
    expect(rows.map((row: { name: string }) => row.name)).toEqual(knownMigrations());
  });
});

it('tries a migration again that failed, once its cause is gone', { timeout: 60_000 }, async () => {
  await trappedAt('dispute_link', `raise 'no room'`);
  await expect(applyMigrations(url)).rejects.toThrow('no room');
  await withClient(url, (client) => client.query('drop event trigger trap'));
  await applyMigrations(url);
  expect(await pendingMigrations(url)).toEqual([]);
});
