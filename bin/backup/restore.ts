import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { applyMigrations } from '@/prisma/migrate';
import { withClient } from '../postgres/client';
import { COPY, END_OF_TABLE, inspect, LAST_LINE, linesOf, MONTH, ROWS, SETVAL } from './backup-file';
import { notAgain } from './not-again';
import { migrationsOf, quoted, type Table, tablesInOrder } from './tables';

type RestoreSummary = { tables: number; rows: number };

async function isEmpty(client: Client): Promise<boolean> {
  for (const table of ['user', 'connection', 'customer', 'order', 'ledger_transaction']) {
    const { rowCount } = await client.query(`SELECT 1 FROM public.${quoted(table)} LIMIT 1`);
    if (rowCount) return false;
  }
  return true;
}

/** Of the jobs only what waits: a process that runs meanwhile needs their tables, and goes on with them. */
const FORGET_JOBS = `DO $$ BEGIN
  IF to_regclass('pgboss.job') IS NOT NULL THEN TRUNCATE pgboss.job CASCADE; END IF;
END $$`;

async function makeAnew(client: Client, url: string): Promise<void> {
  await client.query(FORGET_JOBS);
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await applyMigrations(url);
}

/** Feeds one table's lines to the database and returns how many there were. */
async function putTable(client: Client, target: string, lines: AsyncGenerator<string>): Promise<number> {
  const stream = client.query(copyFrom(`COPY ${target} FROM STDIN`));
  let rows = 0;
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error('The backup ends in the middle of a table: it is not whole');
    if (value === END_OF_TABLE) break;
    rows++;
    if (!stream.write(`${value}\n`)) await new Promise((resolve) => stream.once('drain', resolve));
  }
  stream.end();
  await finished(stream);
  return rows;
}

/**
 * A backup of an older Gigatill names no months: its usage moves into the tables of its months now. Months that had been
 * archived are closed again, so the empty tables that were made for them go.
 */
const PUT_IN_MONTHS = `DO $$
DECLARE
  month date;
BEGIN
  FOR month IN SELECT DISTINCT date_trunc('month', day)::date FROM usage_day_other LOOP
    PERFORM usage_month(month);
  END LOOP;
  FOR month IN SELECT a.month FROM usage_archive a LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I', 'usage_day_' || to_char(month, 'YYYY_MM'));
    PERFORM usage_month_closed(month);
  END LOOP;
END $$`;

type Read = { put: Map<string, number>; stated: Map<string, number>; isWhole: boolean };

async function putAll(client: Client, file: string): Promise<Read> {
  const read: Read = { put: new Map(), stated: new Map(), isWhole: false };
  const lines = linesOf(file);
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done) return read;
    const copy = COPY.exec(line);
    const count = ROWS.exec(line);
    const month = MONTH.exec(line);
    if (month?.[1]) await client.query('SELECT usage_month($1::date)', [`${month[1]}-01`]);
    else if (copy?.[1])
      read.put.set(copy[1].slice(1, -1), await putTable(client, `public.${copy[1]} (${copy[2]})`, lines));
    else if (SETVAL.test(line)) await client.query(line);
    else if (count?.[1]) read.stated.set(count[1], Number(count[2]));
    else if (line === LAST_LINE) read.isWhole = true;
    else if (line !== '' && !line.startsWith('--')) throw new Error('The backup has a line that does not belong there');
  }
}

/**
 * Empties the tables of what migrations have put into them, and switches off their triggers: rows that triggers would add or
 * change come with the backup.
 */
async function makeReady(client: Client, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) await client.query(`ALTER TABLE public.${quoted(name)} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${tables.map(({ name }) => `public.${quoted(name)}`).join(', ')}`);
}

/** Adds what a backup of an older Gigatill does not have yet. */
const COMPLETE = `
  INSERT INTO customer_standing (customer_id, agent_id) SELECT id, agent_id FROM customer ON CONFLICT DO NOTHING;
  SELECT account_search_fill();
  SELECT billing_account_date_order();
  INSERT INTO usage_version (connection_id, version) VALUES (0, 0) ON CONFLICT DO NOTHING;
  UPDATE usage_version SET version = version`;

async function complete(client: Client, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) await client.query(`ALTER TABLE public.${quoted(name)} ENABLE TRIGGER USER`);
  await client.query(COMPLETE);
}

/** Every table must hold what the backup says it held. */
async function prove(client: Client, read: Read): Promise<number> {
  if (!read.isWhole) throw new Error('The backup is not whole: its last line is missing');
  let rows = 0;
  for (const { name } of await tablesInOrder(client)) {
    const { rows: found } = await client.query<{ n: string }>(`SELECT count(*)::text AS n FROM public.${quoted(name)}`);
    const count = Number(found[0]?.n);
    const stated = read.stated.get(name) ?? 0;
    if (count !== stated) throw new Error(`${name} has ${count} rows instead of ${stated}; nothing was restored`);
    rows += count;
  }
  return rows;
}

/**
 * Puts a backup back into the database at `url`, in one transaction: whole or not at all. Refuses a database that holds
 * anything unless `force`; then what it holds is lost.
 */
export async function restore(url: string, file: string, options: { force: boolean }): Promise<RestoreSummary> {
  const theirs = await inspect(file);
  const putBack = async (client: Client) => {
    const ours = new Set(await migrationsOf(client));
    if (theirs.some((name) => !ours.has(name))) {
      throw new Error('This backup was made by a newer Gigatill: update first, then restore');
    }
    if (!options.force && !(await isEmpty(client))) {
      throw new Error('The database is not empty. --force throws away what it holds and restores the backup');
    }
    await makeAnew(client, url);
    await client.query('BEGIN');
    const tables = await tablesInOrder(client);
    await makeReady(client, tables);
    const read = await putAll(client, file);
    await client.query(PUT_IN_MONTHS);
    const rows = await prove(client, read);
    await complete(client, tables);
    await notAgain(client);
    await client.query('COMMIT');
    await client.query('ANALYZE'); // until autovacuum came by, statements would be planned as for empty tables
    return { tables: read.put.size, rows };
  };
  return withClient(url, putBack, { application_name: 'gigatill-restore' });
}
