import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { quoted } from '../backup/tables';
import { withClient } from '../postgres/client';
import { isMonth, isSame, type Proof, proofOfFile, proofOfTable, sha256Of, tableOf, writeMonth } from './month-file';

type ArchivedMonth = { month: string; rows: number; file: string };

/** The last months that always stay: syncs still read them again and restate their days. */
const YOUNGEST_MONTHS = 3;

/** Throws, for the operator, unless `before` is a month far enough in the past. */
function assertOld(before: string, now: Date): void {
  const limit = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - YOUNGEST_MONTHS, 1))
    .toISOString()
    .slice(0, 7);
  if (!isMonth(before)) throw new Error('--before must be a month such as 2025-01');
  if (before > limit)
    throw new Error(`Months after ${limit} may still change: give --before ${limit} or an earlier month`);
}

async function monthsBefore(client: Client, before: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'usage_day'::regclass AND c.relname ~ '^usage_day_\\d{4}_\\d{2}$' AND c.relname < $1
       AND to_date(right(c.relname, 7), 'YYYY_MM') NOT IN (SELECT month FROM usage_archive) ORDER BY 1`,
    [tableOf(before)],
  );
  return rows.map(({ name }) => name.slice(-7).replace('_', '-'));
}

/** Takes a month out of the database, if it still is what the file holds. */
async function takeAway(client: Client, month: string, file: string, held: Proof, sha256: string): Promise<void> {
  const table = quoted(tableOf(month));
  await client.query('BEGIN');
  try {
    // The parent first, as every read and write does, so that nobody waits in a circle.
    await client.query(`LOCK TABLE ONLY usage_day, ONLY ${table} IN ACCESS EXCLUSIVE MODE`);
    if (!isSame(await proofOfTable(client, month), held))
      throw new Error(`${month} changed while it was written; try again`);
    await client.query(`ALTER TABLE usage_day DETACH PARTITION ${table}`);
    await client.query(`DROP TABLE ${table}`);
    await client.query('SELECT usage_month_closed($1::date)', [`${month}-01`]);
    await client.query(
      'INSERT INTO usage_archive (month, rows, total, file, sha256, archived_at) VALUES ($1::date, $2, $3, $4, $5, now())',
      [`${month}-01`, held.rows, held.total, file, sha256],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function archiveMonth(client: Client, month: string, folder: string): Promise<ArchivedMonth> {
  const file = join(folder, `usage-${month}.csv.gz`);
  const part = `${file}.part`;
  try {
    await writeMonth(client, month, part);
    const held = await proofOfFile(part);
    const sha256 = await sha256Of(part);
    renameSync(part, file);
    await takeAway(client, month, file, held, sha256);
    return { month, rows: Number(held.rows), file };
  } finally {
    rmSync(part, { force: true });
  }
}

/**
 * Puts the days of accounts of all months before `before` (`YYYY-MM`) into a file a month below `folder`. A month leaves the
 * database only when its file, read back, holds what the table holds. Roll-ups stay: charts by connection and agent keep
 * their history.
 */
export async function archiveUsage(
  url: string,
  { before, folder, now }: { before: string; folder: string; now: Date },
): Promise<ArchivedMonth[]> {
  assertOld(before, now);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const archiveAll = async (client: Client) => {
    const done: ArchivedMonth[] = [];
    for (const month of await monthsBefore(client, before)) done.push(await archiveMonth(client, month, folder));
    return done;
  };
  return withClient(url, archiveAll, { application_name: 'gigatill-archive' });
}
