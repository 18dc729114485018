import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { identify, type ProcessIdentity, signal, waitForExit } from '../process-identity.mjs';
import { type Account, makePrivate, type Placement } from './account';

/** How the server of one data folder is reached; each has a password of its own. */
export type ServerState = { port: number; password: string };

const superuser = 'gigatill';

/** Connection string for a database of the server. */
export function urlOf(state: ServerState, database: string): string {
  return `postgresql://${superuser}:${state.password}@127.0.0.1:${state.port}/${database}`;
}

/** The data folder of whatever answers at the remembered address, or undefined when nothing of ours does. */
export async function answeringCluster(state: ServerState): Promise<string | undefined> {
  const client = new Client({ connectionString: urlOf(state, 'postgres'), connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined); // a server that goes away while we ask has not answered
  try {
    await client.connect();
    const { rows } = await client.query('show data_directory');
    return z.object({ data_directory: z.string() }).parse(rows[0]).data_directory;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The server process that `postmaster.pid` names; a number that another program has got meanwhile does not count. */
export function postmaster(cluster: string): ProcessIdentity | undefined {
  try {
    const identity = identify(Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]));
    if (identity !== undefined && process.platform === 'linux') {
      const command = readFileSync(`/proc/${identity.pid}/cmdline`, 'utf8').split('\0');
      if (basename(command[0] ?? '') !== 'postgres' || !command.includes(cluster)) return undefined;
    }
    return identity;
  } catch {
    return undefined;
  }
}

/** None of our own variables reach the server: its process list would show them. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' };
}

async function run(
  command: string,
  args: string[],
  account: Account,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const options = { ...account, cwd: '/', env: serverEnvironment() };
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Makes the cluster beside its place and moves it there complete: a kill in between leaves nothing half made. */
export async function initialise(place: Placement, account: Account, password: string): Promise<void> {
  const parent = dirname(place.cluster);
  const prefix = 'postgres.new-';
  for (const leftover of readdirSync(parent).filter((name) => name.startsWith(prefix))) {
    rmSync(join(parent, leftover), { recursive: true, force: true });
  }
  const draft = join(parent, `${prefix}${process.pid}`);
  makePrivate(draft, account);
  const secrets = mkdtempSync(join(tmpdir(), 'gigatill-'));
  try {
    const passwordFile = join(secrets, 'password');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (account !== undefined) for (const path of [secrets, passwordFile]) chownSync(path, account.uid, account.gid);
    const { code, output } = await run(
      place.binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        // The built-in provider sorts and folds UTF-8 the same on every machine, whatever locales it has.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      account,
    );
    if (code !== 0)
      throw new Error(`PostgreSQL could not be initialised: ${output.trim().split('\n').slice(-3).join(' ')}`);
    renameSync(draft, place.cluster);
  } finally {
    rmSync(secrets, { recursive: true, force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function settingsFor(port: number, more: Record<string, string>): string[] {
  const megabyte = 1024 * 1024;
  const sharedMb = Math.max(64, Math.min(1024, Math.floor(totalmem() / megabyte / 8)));
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: `${sharedMb}MB`,
    effective_cache_size: `${sharedMb * 3}MB`,
    random_page_cost: '1.1',
    max_wal_size: '2GB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...more,
  };
  // Containers often have 64 MB of shared memory only, too little for parallel queries.
  if (existsSync('/dev/shm')) {
    const { blocks, bsize } = statfsSync('/dev/shm');
    if (blocks * bsize < 512 * megabyte) settings.dynamic_shared_memory_type = 'mmap';
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The last lines of the log; "it has ended" where the log is gone with its folder, as after a test. */
function lastLines(log: string, from: number): string {
  if (!existsSync(log)) return 'it has ended';
  return readFileSync(log).subarray(from).toString('utf8').trim().split('\n').slice(-3).join(' ');
}

type Launch = { place: Placement; account: Account; state: ServerState; log: string; settings: Record<string, string> };

/**
 * Starts the server, in a session of its own so that a Ctrl-C at the terminal does not reach it before the app is done with it.
 * @throws with the end of its log when it does not come up.
 */
export async function launch({ place, account, state, log, settings }: Launch): Promise<void> {
  if (existsSync(log) && statSync(log).size > 10_000_000) renameSync(log, `${log}.1`);
  const logStart = existsSync(log) ? statSync(log).size : 0;
  const fd = openSync(log, 'a', 0o600);
  const child = spawn(place.binaries.postgres, ['-D', place.cluster, ...settingsFor(state.port, settings)], {
    ...account,
    cwd: '/',
    env: serverEnvironment(),
    stdio: ['ignore', fd, fd],
    detached: true,
  });
  closeSync(fd);
  let ended: string | undefined;
  child.on('error', (error) => {
    ended = error.message;
  });
  child.on('exit', () => {
    ended ??= lastLines(log, logStart);
  });
  child.unref();
  const deadline = Date.now() + 300_000; // recovery after a crash may take long
  while (Date.now() < deadline) {
    if (ended !== undefined) throw new Error(`PostgreSQL did not start: ${ended}`);
    if ((await answeringCluster(state)) === place.cluster) return;
    await sleep(30);
  }
  throw new Error(`PostgreSQL did not answer within five minutes, see ${log}`);
}

/** Fast shutdown of the cluster's server, if one runs: open transactions are rolled back. */
export async function stopServer(cluster: string): Promise<void> {
  const server = postmaster(cluster);
  if (server === undefined) return;
  signal(server, 'SIGINT');
  if (await waitForExit(server, 30_000)) return;
  signal(server, 'SIGQUIT');
  await waitForExit(server, 10_000);
}
