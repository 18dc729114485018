import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { templateDatabase } from '@/bin/test/names';
import { systemContext } from '@/lib/core/actor';
import { createCustomer } from '@/lib/customers';
import { loadSynthetic } from '@/lib/demo';
import { closeDb } from '@/lib/infra/db';
import { closeJobs, enqueue, startJobs } from '@/lib/infra/jobs';
import { withClient } from '../postgres/client';
import { backup } from './dump';
import { restore } from './restore';

const { url } = useTestDatabase();
const dir = mkdtempSync(join(tmpdir(), 'gigatill-backup-'));
const ctx = systemContext('test');
const file = join(dir, 'one.sql.gz');
const copies: string[] = [];

async function query<Row>(at: string, sql: string): Promise<Row[]> {
  return (await withClient(at, (client) => client.query(sql))).rows as Row[];
}

/** Another empty installation. */
async function emptyDatabase(): Promise<string> {
  const name = `backup_${process.pid}_${copies.length}`;
  copies.push(name);
  await query(inject('databaseServer'), `create database ${name} template ${templateDatabase}`);
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

const FINGERPRINT = `SELECT (SELECT count(*) FROM usage_day) AS usage, (SELECT sum(total) FROM usage_day)::text AS total,
  (SELECT string_agg(name || coalesce(note, '-'), '|' ORDER BY id) FROM customer) AS customers,
  (SELECT count(*) FROM audit_event) AS audit`;

beforeAll(async () => {
  await loadSynthetic(ctx, { customers: 20, days: 10 });
  await createCustomer(ctx, { name: 'Tab\there \\. and "quotes" 云桥', note: 'two\nlines\r\nand \\N' });
  await backup(url, file);
});

afterAll(async () => {
  await closeJobs();
  await closeDb();
  for (const name of copies) await query(inject('databaseServer'), `drop database if exists ${name} with (force)`);
  rmSync(dir, { recursive: true, force: true });
});

test('what was backed up comes back row by row, odd characters included, and numbering goes on', async () => {
  const target = await emptyDatabase();
  const summary = await restore(target, file, { force: false });
  expect(summary.rows).toBeGreaterThan(250);
  expect(await query(target, FINGERPRINT)).toEqual(await query(url, FINGERPRINT));
  const [last] = await query<{ id: number }>(target, 'SELECT max(id) AS id FROM customer');
  const [next] = await query<{ id: number }>(target, "INSERT INTO customer (name) VALUES ('next') RETURNING id");
  // The guards of the database are in force again.
  const off = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'";
  expect(await query(target, off)).toEqual([]);
  const standing = `SELECT agent_id FROM customer_standing WHERE customer_id = ${next?.id}`;
  expect(await query(target, standing)).toEqual([{ agent_id: null }]);
  expect(next?.id).toBe((last?.id ?? 0) + 1);
  await expect(query(target, 'DELETE FROM audit_event')).rejects.toThrow(/append-only/);
});

test('a database that holds something is refused, unless forced; then it holds the backup only', async () => {
  const target = await emptyDatabase();
  await query(target, "INSERT INTO customer (name) VALUES ('precious')");
  await expect(restore(target, file, { force: false })).rejects.toThrow(/not empty/);
  expect(await query(target, 'SELECT name FROM customer')).toEqual([{ name: 'precious' }]);
  await restore(target, file, { force: true });
  expect(await query(target, FINGERPRINT)).toEqual(await query(url, FINGERPRINT));
});

test.each(['full.sql', 'full.sql.gz'])(
  'a folder that is not there and a disk that is full are told: %s',
  async (name) => {
    await expect(backup(url, join(dir, 'nowhere', name))).rejects.toThrow('The backup cannot be written there');
    const full = join(dir, name);
    symlinkSync('/dev/full', `${full}.part`);
    await expect(backup(url, full)).rejects.toThrow('ENOSPC');
    expect([existsSync(full), existsSync(`${full}.part`)]).toEqual([false, false]);
  },
);

test('a file that is cut off, or none of ours, restores nothing and throws nothing away', async () => {
  const whole = gunzipSync(readFileSync(file)).toString();
  const cut = join(dir, 'cut.sql');
  for (const text of [whole.slice(0, whole.length / 2), whole.replace(/-- end\n$/, '')]) {
    writeFileSync(cut, text);
    const before = await query(url, FINGERPRINT);
    await expect(restore(url, cut, { force: true })).rejects.toThrow(/not whole/);
    expect(await query(url, FINGERPRINT)).toEqual(before);
  }
  writeFileSync(cut, 'DROP TABLE customer;');
  await expect(restore(url, cut, { force: true })).rejects.toThrow(/no backup of Gigatill/);
  writeFileSync(cut, whole.replace('-- migrations ', '-- migrations 29990101000000_future '));
  await expect(restore(await emptyDatabase(), cut, { force: false })).rejects.toThrow(/newer Gigatill/);
  await expect(restore(url, join(dir, 'nothing'), { force: true })).rejects.toThrow(/There is no file/);
});

test('a worker that runs meanwhile goes on: what waited is forgotten, what comes is done', async () => {
  const done: number[] = [];
  const run = async ({ jobId }: { jobId: number }) => void done.push(jobId);
  const jobs = await startJobs({ 'bulk-run': { concurrency: 1, pollSeconds: 0.5, run } }, []);
  try {
    await enqueue('order-submit', { orderId: 1 });
    await restore(url, file, { force: true });
    expect(await query(url, "SELECT data FROM pgboss.job WHERE name = 'order-submit'")).toEqual([]);
    await enqueue('bulk-run', { jobId: 2 });
    await expect.poll(() => done, { timeout: 10_000 }).toEqual([2]);
  } finally {
    await jobs.stop(2_000);
  }
});
