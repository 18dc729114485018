import { renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { withClient } from '../postgres/client';
import { END_OF_TABLE, FIRST_LINE, LAST_LINE } from './backup-file';
import { migrationsOf, quoted, sequencesOf, type Table, tablesInOrder } from './tables';

type BackupSummary = { file: string; tables: number; rows: number };

function write(out: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => out.write(text, (error) => (error ? reject(error) : resolve())));
}

async function dumpTable(client: Client, out: Writable, table: Table): Promise<number> {
  const columns = table.columns.map(quoted).join(', ');
  const target = `public.${quoted(table.name)} (${columns})`;
  await write(out, `\nCOPY ${target} FROM stdin;\n`);
  // A query, since a partitioned table cannot be copied by its name.
  const rows = client.query(copyTo(`COPY (SELECT ${columns} FROM public.${quoted(table.name)}) TO STDOUT`));
  for await (const part of rows) await write(out, part);
  await write(out, `${END_OF_TABLE}\n`);
  return rows.rowCount;
}

async function dumpAll(client: Client, out: Writable): Promise<{ tables: number; rows: number }> {
  // One snapshot of everything, while the app goes on.
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const tables = await tablesInOrder(client);
  await write(out, `${FIRST_LINE}\n-- made ${new Date().toISOString()}\n`);
  await write(out, `-- migrations ${(await migrationsOf(client)).join(' ')}\n`);
  const { rows: months } = await client.query<{ month: string }>(`
    SELECT DISTINCT to_char(day, 'YYYY-MM') AS month FROM usage_by_connection ORDER BY 1`);
  for (const { month } of months) await write(out, `-- month ${month}\n`);
  await write(out, '-- Put it back with: npm run -s gigatill -- restore FILE\n');
  const counts: string[] = [];
  let rows = 0;
  for (const table of tables) {
    const count = await dumpTable(client, out, table);
    counts.push(`-- rows ${table.name} ${count}`);
    rows += count;
  }
  for (const { name, value } of await sequencesOf(client)) {
    await write(out, `SELECT setval('public.${quoted(name)}', ${value}, true);\n`);
  }
  await write(out, `\n${counts.join('\n')}\n${LAST_LINE}\n`);
  await client.query('COMMIT');
  return { tables: tables.length, rows };
}

/** The stream to a new file; what goes wrong with it is told to whoever writes. */
async function openFile(file: string) {
  const handle = await open(file, 'w', 0o600).catch((error: Error) => {
    throw new Error(`The backup cannot be written there: ${error.message}`, { cause: error });
  });
  return handle.createWriteStream();
}

/**
 * Writes a consistent backup of the database at `url` as plain SQL, gzipped where the name ends in `.gz`. The file appears
 * only when it is whole. It holds what the database holds: credentials stay sealed with GIGATILL_SECRET, which is not in it.
 */
export async function backup(url: string, file: string): Promise<BackupSummary> {
  const part = `${file}.part`;
  const disk = await openFile(part);
  const zip = file.endsWith('.gz') ? createGzip() : null;
  // A full disk ends the next write; without listeners it would end the process.
  zip?.on('error', () => disk.destroy());
  disk.on('error', (error) => zip?.destroy(error));
  zip?.pipe(disk);
  try {
    const out = zip ?? disk;
    const summary = await withClient(url, (client) => dumpAll(client, out), { application_name: 'gigatill-backup' });
    out.end();
    await finished(disk);
    renameSync(part, file);
    return { file, ...summary };
  } catch (error) {
    disk.destroy();
    rmSync(part, { force: true });
    throw disk.errored ?? error;
  }
}
