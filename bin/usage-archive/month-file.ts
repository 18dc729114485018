import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { quoted } from '../backup/tables';

/** What proves that a file and a table hold the same days: how many, the sums of each figure, and how many are settled. */
export type Proof = { rows: bigint; total: bigint; upload: bigint; download: bigint; settled: bigint };

const COLUMNS = 'account_id, day, upload, download, total, read_at, settled';

/** True for a month as `YYYY-MM`. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** The table of a month `YYYY-MM`. */
export function tableOf(month: string): string {
  return `usage_day_${month.replace('-', '_')}`;
}

/** True where two proofs are of the same days. */
export function isSame(a: Proof, b: Proof): boolean {
  return Object.entries(a).every(([name, value]) => Reflect.get(b, name) === value);
}

/** Reads the proof of a month from its table. */
export async function proofOfTable(client: Client, month: string): Promise<Proof> {
  const { rows } = await client.query<Record<keyof Proof, string>>(`
    SELECT count(*) AS rows, coalesce(sum(total), 0) AS total, coalesce(sum(upload), 0) AS upload,
      coalesce(sum(download), 0) AS download, count(*) FILTER (WHERE settled) AS settled FROM ${quoted(tableOf(month))}`);
  const of = (name: keyof Proof) => BigInt(rows[0]?.[name] ?? 0);
  return {
    rows: of('rows'),
    total: of('total'),
    upload: of('upload'),
    download: of('download'),
    settled: of('settled'),
  };
}

/** Writes a month's days as gzipped CSV with a heading, in order of account and day. */
export async function writeMonth(client: Client, month: string, file: string): Promise<void> {
  const query = `COPY (SELECT ${COLUMNS} FROM ${quoted(tableOf(month))} ORDER BY account_id, day) TO STDOUT (FORMAT csv, HEADER)`;
  await pipeline(client.query(copyTo(query)), createGzip(), createWriteStream(file, { mode: 0o600, flush: true }));
}

/** SHA-256 of a file, as hexadecimal text. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Reads the proof of a month back from its file, line by line. */
export async function proofOfFile(file: string): Promise<Proof> {
  const proof: Proof = { rows: -1n, total: 0n, upload: 0n, download: 0n, settled: 0n }; // the heading is no row
  const source = createReadStream(file);
  const lines = source.pipe(createGunzip());
  source.on('error', (error) => lines.destroy(error));
  let rest = '';
  lines.setEncoding('utf8');
  for await (const part of lines) {
    const text = (rest + part).split('\n');
    rest = text.pop() ?? '';
    for (const line of text) {
      proof.rows += 1n;
      if (proof.rows === 0n) continue;
      const [, , upload, download, total, , settled] = line.split(',');
      proof.upload += BigInt(upload ?? 0);
      proof.download += BigInt(download ?? 0);
      proof.total += BigInt(total ?? 0);
      if (settled === 't') proof.settled += 1n;
    }
  }
  if (rest !== '') throw new Error(`${file} is cut off`);
  return proof;
}

/** Puts the days of a file into the month's table. */
export async function readMonth(client: Client, month: string, file: string): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${quoted(tableOf(month))} (${COLUMNS}) FROM STDIN (FORMAT csv, HEADER)`));
  await pipeline(createReadStream(file), createGunzip(), stream);
  await finished(stream, { readable: false });
}
