import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, it, onTestFailed } from 'vitest';
import { z } from 'zod';
import { type Sandbox, startSandboxProcess } from '@/bench/machine/sandbox';
import { findDamage } from '@/bench/orders/damage';
import { makeWorld, type World } from '@/bench/orders/world';
import { testDatabaseUrl } from '@/bin/test/database';
import { createApiKey, signIn } from '@/lib/auth';
import { encodeSession, sessionCookie } from '@/lib/auth/token';
import { systemContext } from '@/lib/core/actor';
import { closeDb } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { checkLedger } from '@/lib/ledger';
import { knownMigrations } from '@/prisma/migrate';
import { Buyer } from './buyer';
import { Fleet, type Member } from './fleet';
import { addUpstream, admin, createEmpty, drop, mostInAMinute, sql, type Upstream, until } from './installation';
import { type Relay, startRelay } from './relay';

const CLIENTS = 4;
const POOL = 6;
/** Little enough that a sync takes its time. */
const SLOW = { customers: 240, days: 100, perMinute: 24 };

const server = inject('databaseServer');
const url = testDatabaseUrl();
const folder = mkdtempSync(join(tmpdir(), 'gigatill-orders-'));

let network: Relay;
let balancer: Relay;
let fleet: Fleet;
let provider: Sandbox;
let world: World;
let upstreams: Upstream[] = [];

beforeAll(async () => {
  await createEmpty(server, url);
  network = await startRelay([{ port: Number(new URL(url).port) }]);
  balancer = await startRelay([]);
  const through = new URL(url);
  through.port = String(network.port);
  fleet = new Fleet({
    NODE_ENV: 'production',
    DATABASE_URL: through.href,
    DATABASE_POOL: String(POOL),
    GIGATILL_SECRET: process.env.GIGATILL_SECRET ?? '',
    GIGATILL_SANDBOX: 'off',
    GIGATILL_ALLOW_LOOPBACK: 'on',
    GIGATILL_WORKER: 'off',
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    LOG_LEVEL: 'warn',
  });
  provider = await startSandboxProcess(folder);
});
afterAll(async () => {
  await fleet.stop();
  await Promise.all([provider.stop(), ...upstreams.map((one) => one.stop())]);
  await Promise.all([balancer.stop(), network.stop()]);
  await closeJobs();
  await closeDb();
  await drop(server, url);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => onTestFailed(() => void process.stderr.write(fleet.output())));

/** The balancer sends to those that run. */
async function startApp(): Promise<Member> {
  const app = await fleet.start('app');
  balancer.targets = fleet.alive('app');
  return app;
}

it('five processes that start at once on an empty database migrate it and make its administrator once', async () => {
  await Promise.all([startApp(), startApp(), startApp(), fleet.start('worker'), fleet.start('worker')]);
  const said = (words: string) => fleet.members.filter((member) => member.output().includes(words)).length;
  expect([said('Applied'), said('Sign in as')]).toEqual([1, 1]);
  const applied = await sql(
    url,
    'select migration_name as name from _prisma_migrations',
    z.object({ name: z.string() }),
  );
  expect(applied.map(({ name }) => name).sort()).toEqual(knownMigrations());
  expect(await sql(url, 'select role::text from "user"', z.object({ role: z.string() }))).toEqual([{ role: 'admin' }]);
});

/** Calls of each upstream so far. */
function counts(): Promise<number[]> {
  return Promise.all(upstreams.map(async (one) => (await one.calls()).length));
}

/** Ends a worker; returns after how many milliseconds every sync went on in another process. */
async function handOver(worker: Member, signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
  await worker.end(signal);
  const [endedAt, before] = [Date.now(), await counts()];
  await until('the syncs go on', 40_000, async () => (await counts()).every((count, i) => count > (before[i] ?? 0)));
  return Date.now() - endedAt;
}

async function startSyncs(key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const body = JSON.stringify({ from: day(SLOW.days + 1), to: day(0) });
  for (const { connectionId } of upstreams) {
    const answers = await Promise.all(
      fleet.alive('app').map(async ({ url: address }) => {
        const path = `${address}/api/v1/connections/${connectionId}/sync`;
        const response = await fetch(path, { method: 'POST', headers, body });
        return z.object({ id: z.string() }).parse(await response.json()).id;
      }),
    );
    expect(new Set(answers).size).toBe(1);
  }
}

it('keeps every order and sync whole while apps and workers are killed in turn', async () => {
  world = await makeWorld(url, provider, CLIENTS);
  upstreams = [await addUpstream('First', SLOW), await addUpstream('Second', SLOW)];
  const buyers = await Promise.all(
    world.sellers.map(async ({ accountId }, i) => {
      const { key } = await createApiKey(systemContext('test'), { name: `Client ${i}`, role: 'admin' });
      return new Buyer(`http://127.0.0.1:${balancer.port}`, key, accountId);
    }),
  );
  const [worker, idle] = fleet.alive('worker');
  const [first, second] = fleet.alive('app');
  if (!worker || !idle || !first || !second) throw new Error('the fleet is too small');
  await idle.end('SIGTERM');
  const buying = Promise.all(buyers.map((buyer) => buyer.buy()));

  await startSyncs(world.key);
  await until('the syncs begin', 20_000, async () => (await counts()).every((count) => count > 2));
  const [next] = await Promise.all([fleet.start('worker'), first.end('SIGKILL')]);
  expect(await handOver(worker, 'SIGKILL')).toBeLessThan(30_000);
  await Promise.all([fleet.start('worker'), startApp().then(() => second.end('SIGKILL'))]);
  expect(await handOver(next, 'SIGTERM')).toBeLessThan(30_000);
  for (const buyer of buyers) buyer.leave();
  await buying;

  const made = new Map(buyers.flatMap((buyer) => [...buyer.made]));
  expect(buyers.reduce((sum, { repeated }) => sum + repeated, 0)).toBeGreaterThan(0);
  const damage = await findDamage(world, made, Date.now() + 120_000);
  expect(damage.orders).toBe(made.size);
  expect(Object.entries(damage.counts).filter(([, count]) => count > 0)).toEqual([]);
  const status = z.object({ status: z.string(), count: z.number() });
  const orders = await sql(url, 'select status::text, count(*)::int from "order" group by 1', status);
  expect(orders).toEqual([{ status: 'succeeded', count: made.size }]);
  expect((await checkLedger()).problems).toEqual([]);
});

it('has read each provider once, in turns, within its budget', async () => {
  const run = z.object({ connection_id: z.number(), status: z.string(), rows_read: z.number() });
  const select = 'select connection_id, status::text, rows_read from sync_run order by connection_id';
  const runs = await until('the syncs end', 60_000, async () => {
    const rows = await sql(url, select, run);
    return rows.every(({ status }) => status === 'succeeded') && rows;
  });
  const rows = SLOW.customers * SLOW.days;
  expect(runs).toEqual(
    upstreams.map(({ connectionId }) => ({ connection_id: connectionId, status: 'succeeded', rows_read: rows })),
  );
  for (const upstream of upstreams) {
    const calls = await upstream.calls();
    expect(mostInAMinute(calls)).toBeLessThanOrEqual(SLOW.perMinute);
    const pages = calls.filter(({ path }) => path.endsWith('flowReport'));
    const first = new Map(pages.toReversed().map((call) => [JSON.stringify(call.fields), call.at]));
    const repeated = pages.filter(({ at, fields }) => first.get(JSON.stringify(fields)) !== at);
    // Two processes ended while they worked on it, each with a page being stored and the next one asked for.
    if (repeated.length > 4) expect(pages.map(({ at, fields }) => `${at} ${Object.values(fields)}`)).toEqual([]);
  }
});

it('lets one sign-in be used at every app', async () => {
  const { sessionId } = await signIn(admin.email, admin.password, '127.0.0.1', 'test');
  const headers = { cookie: `${sessionCookie().name}=${await encodeSession(sessionId)}` };
  const apps = fleet.alive('app');
  const answers = apps.map(async ({ url: address }) => (await fetch(`${address}/api/v1/orders`, { headers })).status);
  expect(await Promise.all(answers)).toEqual([200, 200]);
});

it('says 503 while the database is away, and goes on by itself when it is back', async () => {
  const [app] = fleet.alive('app');
  if (!app) throw new Error('no app');
  const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });
  const key = { authorization: `Bearer ${world.key}` };
  const pids = fleet.members.filter((one) => one.isAlive()).map((one) => one.servicePid());
  network.cut();
  await until('not ready', 10_000, async () => (await ask('/api/health/ready')).status === 503);
  expect((await ask('/api/health/live')).status).toBe(200);

  const [cutAt, asked] = [Date.now(), network.asked()];
  let answered = 0;
  while (Date.now() - cutAt < 6_000) {
    const response = await ask('/api/v1/orders', key);
    answered += 1;
    expect([response.status, response.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
    expect(await response.json()).toMatchObject({ status: 503, code: 'unavailable' });
  }
  const page = await ask('/customers', { 'accept-language': 'ja,en;q=0.5' });
  expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await page.text()).toContain('lang="ja"');
  // Requests do not become connections: what tries is one look a second for each app, and the workers at their own pace.
  expect(answered).toBeGreaterThan(100);
  expect((network.asked() - asked) / ((Date.now() - cutAt) / 1000)).toBeLessThan(40);

  network.mend();
  await until('ready', 15_000, async () => (await ask('/api/health/ready')).status === 200);
  await until('an answer', 5_000, async () => (await ask('/api/v1/orders', key)).status === 200);
  await startSyncs(world.key);
  await until('a sync begins', 30_000, async () => {
    const open = z.object({ count: z.number() });
    const [row] = await sql(url, "select count(*)::int from sync_run where status <> 'queued'", open);
    return row?.count === 2 * upstreams.length;
  });
  expect(fleet.members.filter((one) => one.isAlive()).map((one) => one.servicePid())).toEqual(pids);
});

it('takes no more connections than DATABASE_POOL for each process', async () => {
  const headers = { authorization: `Bearer ${world.key}` };
  const path = `http://127.0.0.1:${balancer.port}/api/v1/usage/daily?from=2026-01-01&to=2026-12-31`;
  await Promise.all(Array.from({ length: 60 }, async () => (await fetch(path, { headers })).arrayBuffer()));
  const own =
    'select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  await closeJobs();
  await closeDb();
  const [row] = await sql(url, own, z.object({ count: z.number() }));
  expect(row?.count).toBeGreaterThan(0);
  expect(row?.count).toBeLessThanOrEqual(POOL * fleet.members.filter((one) => one.isAlive()).length);
});
