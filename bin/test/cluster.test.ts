import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseAccount, placement } from '../postgres/account';
import { withClient } from '../postgres/client';
import { type Cluster, ensureCluster, ensureDatabase } from '../postgres/cluster';
import { postmaster } from '../postgres/server';
import { identify, signal, waitForExit } from '../process-identity.mjs';

let dataDir: string;
let said: string[];
const open = () => ensureCluster({ dataDir, say: (line) => said.push(line) });

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gigatill-cluster-'));
  chmodSync(dataDir, 0o711);
  said = [];
});
afterEach(async () => {
  await (await open()).release();
  rmSync(dataDir, { recursive: true, force: true });
});

async function query<T>(cluster: Cluster, sql: string): Promise<T[]> {
  return (await withClient(cluster.url('gigatill'), (client) => client.query(sql))).rows;
}

function server() {
  const found = postmaster(placement(dataDir, databaseAccount()).cluster);
  if (found === undefined) throw new Error('no server runs');
  return found;
}

async function crash(): Promise<void> {
  const killed = server();
  signal(killed, 'SIGKILL');
  await waitForExit(killed, 5000);
}

describe('the embedded PostgreSQL', () => {
  it('keeps what was committed when it is killed, and starts again', async () => {
    const cluster = await open();
    await ensureDatabase(cluster, 'gigatill');
    await ensureDatabase(cluster, 'gigatill');
    await query(cluster, 'create table kept (n int); insert into kept values (7)');
    expect(await query(cluster, "select current_setting('fsync') as fsync")).toEqual([{ fsync: 'on' }]);
    await crash();
    expect(cluster.isAlive()).toBe(false);
    const again = await open();
    expect(again.isAlive()).toBe(true);
    expect(await query(again, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('uses a server that outlived its app', async () => {
    const cluster = await open();
    const before = server();
    expect((await open()).url('x')).toBe(cluster.url('x'));
    expect(server()).toEqual(before);
  });

  it('is not misled by a stale pid file whose number another process has', async () => {
    const cluster = await open();
    await ensureDatabase(cluster, 'gigatill');
    await crash();
    const pidFile = join(placement(dataDir, databaseAccount()).cluster, 'postmaster.pid');
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(process.pid)));
    expect(await query(await open(), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('moves to another port when its own has been taken', async () => {
    const cluster = await open();
    await ensureDatabase(cluster, 'gigatill');
    const port = Number(new URL(cluster.url('x')).port);
    await cluster.release();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    try {
      const moved = await open();
      expect(Number(new URL(moved.url('x')).port)).not.toBe(port);
      expect(await query(moved, 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      other.close();
    }
  });

  it('stops with its last user only, and takes no notice of users that have died', async () => {
    const cluster = await open();
    const users = join(dataDir, 'postgres.users');
    const living = identify(process.ppid);
    writeFileSync(join(users, 'another'), JSON.stringify(living));
    await cluster.release();
    expect(cluster.isAlive()).toBe(true);
    const again = await open();
    writeFileSync(join(users, 'another'), JSON.stringify({ pid: process.ppid, startedAt: 'long ago' }));
    await again.release();
    expect(again.isAlive()).toBe(false);
    expect(readdirSync(users)).toEqual([]);
  });

  it('leaves nothing half made when the first start was cut off', async () => {
    await (await open()).release();
    const { cluster } = placement(dataDir, databaseAccount());
    rmSync(cluster, { recursive: true });
    await (await open()).release();
    expect(existsSync(join(cluster, 'PG_VERSION'))).toBe(true);
    expect(readdirSync(join(cluster, '..')).filter((name) => name.startsWith('postgres.new'))).toEqual([]);
  });
});
