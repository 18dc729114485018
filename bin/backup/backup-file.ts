import { createReadStream, existsSync } from 'node:fs';
import { createGunzip } from 'node:zlib';

// A backup is plain SQL, with what a restore wants to know beforehand or afterwards in comments:
//
//   -- Gigatill backup 1
//   -- made 2026-11-22T12:00:00.000Z
//   -- migrations NAME NAME …          those that the database had
//   -- month 2026-11                   a line for each month that has usage
//   COPY public."customer" ("id", …) FROM stdin;
//   …                                  the rows, then a line \.
//   SELECT setval('public."customer_id_seq"', 40, true);
//   -- rows customer 40                a line for each table
//   -- end

export const FIRST_LINE = '-- Gigatill backup 1';
export const LAST_LINE = '-- end';
export const END_OF_TABLE = '\\.';

export const COPY = /^COPY public\.("[a-z_]+") \(("[a-z_0-9]+"(?:, "[a-z_0-9]+")*)\) FROM stdin;$/;
export const SETVAL = /^SELECT setval\('public\."[a-z_0-9]+"', \d{1,19}, true\);$/;
export const MONTH = /^-- month (\d{4}-\d{2})$/;
export const ROWS = /^-- rows ([a-z_]+) (\d+)$/;

/** The lines of a backup, unpacked where its name ends in `.gz`. Only `\n` ends a line: other breaks may stand inside a value. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const disk = createReadStream(file);
  const input = file.endsWith('.gz') ? disk.pipe(createGunzip()) : disk;
  disk.on('error', (error) => input.destroy(error));
  let rest = '';
  input.setEncoding('utf8');
  for await (const part of input) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/**
 * Reads a backup to its end and returns the migrations that its database had. Throws in a sentence for the operator when the
 * file is missing, is none of ours, or is not whole.
 */
export async function inspect(file: string): Promise<string[]> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}`);
  let migrations: string[] | null = null;
  let table: string | null = null;
  let isWhole = false;
  let no = 0;
  const seen = new Map<string, number>();
  for await (const line of linesOf(file)) {
    if (no++ === 0 && line !== FIRST_LINE) throw new Error(`${file} is no backup of Gigatill`);
    if (table !== null) {
      if (line === END_OF_TABLE) table = null;
      else seen.set(table, (seen.get(table) ?? 0) + 1);
      continue;
    }
    const stated = ROWS.exec(line);
    table = COPY.exec(line)?.[1]?.slice(1, -1) ?? null;
    migrations ??= /^-- migrations (.*)$/.exec(line)?.[1]?.split(' ') ?? null;
    if (stated?.[1] && Number(stated[2]) !== (seen.get(stated[1]) ?? 0)) throw new Error(`${file} is not whole`);
    if (line === LAST_LINE) isWhole = true;
  }
  if (!isWhole || migrations === null) throw new Error(`${file} is not whole`);
  return migrations;
}
