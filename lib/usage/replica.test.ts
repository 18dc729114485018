import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, ensureCluster, ensureDatabase } from '@/bin/postgres/cluster';
import { makeStandby, type Standby } from '@/bin/test/standby';
import { systemContext } from '@/lib/core/actor';
import { closeDb, db, inTransaction, Prisma } from '@/lib/infra/db';
import { asOfReplica, closeReplica, readFromReplica } from '@/lib/infra/replica';
import { applyMigrations } from '@/prisma/migrate';
import { getDailyUsage, writeCoverage, writeUsagePage } from './index';
import { addAccount, addConnection } from './testing';

/** No useTestDatabase: the shared server has no standby. */
const folder = mkdtempSync(join(tmpdir(), 'gigatill-replica-'));
const MAX_LAG_SECONDS = 2;
const DAY = '2026-03-01';
let primary: Cluster;
let standby: Standby;
let connectionId = 0;
let accountId = 0;

beforeAll(async () => {
  chmodSync(folder, 0o711);
  const primaryDir = join(folder, 'primary');
  primary = await ensureCluster({ dataDir: primaryDir, say: () => undefined, settings: { fsync: 'off' } });
  await ensureDatabase(primary, 'gigatill');
  await applyMigrations(primary.url('gigatill'));
  standby = await makeStandby(primary.url('postgres'), primaryDir, join(folder, 'standby'));
  process.env.DATABASE_URL = primary.url('gigatill');
  process.env.DATABASE_REPLICA_URL = standby.url('gigatill');
  process.env.DATABASE_REPLICA_MAX_LAG = String(MAX_LAG_SECONDS);
  connectionId = await addConnection('ipweb');
  accountId = await addAccount(connectionId, null);
}, 60_000);
afterAll(async () => {
  await closeReplica();
  await closeDb();
  await standby.stop();
  await primary.release();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Stores a reading of one day, as a sync does. */
async function read(total: bigint, readAt: Date): Promise<void> {
  await inTransaction(async (tx) => {
    const rows = [{ accountId, day: DAY, upload: null, download: null, total }];
    await writeUsagePage(tx, { connectionId, readAt, settledUpTo: DAY, rows });
    await writeCoverage(tx, { connectionId, from: DAY, to: DAY, readAt, settledUpTo: DAY });
  });
}

const usage = () => getDailyUsage(systemContext('test'), { from: DAY, to: DAY });
const isStandby = async () =>
  (await readFromReplica<{ yes: boolean }>(Prisma.sql`SELECT pg_is_in_recovery() AS yes`)).rows[0]?.yes;

/** Looks again, with a write at the primary each time as from a worker's heartbeat, until `look` is true. */
async function until(look: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error('it did not happen within 15 s');
    await db().setting.upsert({
      where: { key: 'beat' },
      create: { key: 'beat', value: Date.now() },
      update: { value: Date.now() },
    });
    await sleep(50);
  }
}

async function atStandby(sql: string): Promise<void> {
  const client = new Client({ connectionString: standby.url('gigatill') });
  await client.connect();
  await client.query(sql);
  await client.end();
}

it('reads charts from a streaming replica, with what it has replayed as the newest as-of time', async () => {
  await read(1_000_000n, new Date());
  await until(async () => (await isStandby()) === true && (await usage()).data.length === 1);
  await atStandby('SELECT pg_wal_replay_pause()');
  const before = await usage();
  const readAt = new Date();
  await read(2_000_000n, readAt);
  const after = await usage();
  expect(after).toEqual(before);
  expect(new Date(after.asOf ?? '').getTime()).toBeLessThan(readAt.getTime());

  // Further behind than the operator allows: the primary answers.
  await until(async () => (await isStandby()) === false);
  expect(await usage()).toMatchObject({ data: [{ totalBytes: 2 * 1024 * 1024 }], asOf: readAt.toISOString() });
  await atStandby('SELECT pg_wal_replay_resume()');
  await until(async () => (await isStandby()) === true);
  expect(await usage()).toMatchObject({ data: [{ totalBytes: 2 * 1024 * 1024 }], asOf: readAt.toISOString() });
});

it('reads from the primary while the replica is away, without an error, and comes back to it', async () => {
  await until(async () => (await isStandby()) === true);
  await standby.stop();
  for (let i = 0; i < 20; i++) expect((await usage()).data).toHaveLength(1);
  expect(await isStandby()).toBe(false);
  await standby.start();
  await until(async () => (await isStandby()) === true);
});

it('claims no figure to be newer than the replica', () => {
  const at = new Date('2026-03-02T10:00:00.000Z');
  expect(asOfReplica('2026-03-02T10:00:00.001Z', at)).toBe('2026-03-02T10:00:00.000Z');
  expect(asOfReplica('2026-03-02T09:00:00.000Z', at)).toBe('2026-03-02T09:00:00.000Z');
  expect(asOfReplica('2026-03-02T09:00:00.000Z', null)).toBe('2026-03-02T09:00:00.000Z');
  expect(asOfReplica(null, at)).toBeNull();
});
