import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
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
import { createServer } from 'node:net';
import { tmpdir, totalmem } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { identify, isAlive, type ProcessIdentity, signal, waitForExit, withLock } from '../process-lock';
import { type Account, databaseAccount, makeDataDir, makePrivate, type Placement, placement } from './account';

/** A running embedded server. `reused`: it was running already. */
export type Cluster = {
  reused: boolean;
  /** Connection string for a database of this server; nobody else knows the password. */
  url: (database: string) => string;
  /** Fast shutdown: open transactions are rolled back. */
  stop: () => Promise<void>;
  isAlive: () => boolean;
};

type Options = {
  /** Absolute; the server's data is `postgres` below it. */
  dataDir: string;
  /** Short lines for the operator. */
  say: (line: string) => void;
  /** More `-c name=value` settings, for tests. */
  settings?: Record<string, string>;
};

const stateSchema = z.object({ port: z.number().int(), password: z.string() });
type State = z.infer<typeof stateSchema>;

const superuser = 'gigatill';
const majorVersion = '18';

function readState(path: string): State | undefined {
  if (!existsSync(path)) return undefined;
  return stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function writeState(path: string, state: State): void {
  writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** A port of 127.0.0.1 that is free now; `wanted` if it is. */
async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (wanted === 0 ? reject(error) : freePort().then(resolve, reject)));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}

function urlOf(state: State, database: string): string {
  return `postgresql://${superuser}:${state.password}@127.0.0.1:${state.port}/${database}`;
}

/** The data folder of whatever answers at the remembered address, or undefined when nothing of ours does. */
async function answeringCluster(state: State): Promise<string | undefined> {
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
function postmaster(cluster: string): ProcessIdentity | undefined {
  try {
    const identity = identify(Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]));
    if (process.platform === 'linux') {
      const command = readFileSync(`/proc/${identity.pid}/cmdline`, 'utf8').split('\0');
      if (basename(command[0] ?? '') !== 'postgres' || !command.includes(cluster)) return undefined;
    }
    return identity;
  } catch {
    return undefined;
  }
}

async function run(
  command: string,
  args: string[],
  account: Account,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...account,
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' };
}

/** Makes the cluster beside its place and moves it there complete, so that a kill in between leaves nothing half made. */
async function initialise(place: Placement, account: Account, password: string): Promise<void> {
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
    // The built-in locale provider sorts and folds UTF-8 the same on every machine, whatever locales it has.
    const { code, output } = await run(
      place.binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
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

function settingsFor(state: State, more: Record<string, string>): string[] {
  const megabyte = 1024 * 1024;
  const sharedMb = Math.max(64, Math.min(1024, Math.floor(totalmem() / megabyte / 8)));
  const settings: Record<string, string> = {
    port: String(state.port),
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

function lastLines(log: string, from: number): string {
  return readFileSync(log).subarray(from).toString('utf8').trim().split('\n').slice(-3).join(' ');
}

/** Starts the server in a session of its own, so that a Ctrl-C at the terminal does not reach it before the app is done with it. */
async function launch(
  place: Placement,
  account: Account,
  state: State,
  log: string,
  more: Record<string, string>,
): Promise<void> {
  const logStart = existsSync(log) ? statSync(log).size : 0;
  const fd = openSync(log, 'a', 0o600);
  const child = spawn(place.binaries.postgres, ['-D', place.cluster, ...settingsFor(state, more)], {
    ...account,
    cwd: '/',
    env: serverEnvironment(),
    stdio: ['ignore', fd, fd],
    detached: true,
  });
  closeSync(fd);
  let ended: string | undefined;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', () => (ended ??= lastLines(log, logStart)));
  child.unref();
  // Recovery after a crash may take long; it is alive, so we wait.
  const deadline = Date.now() + 300_000;
  while (Date.now() < deadline) {
    if (ended !== undefined) throw new Error(`PostgreSQL did not start: ${ended}`);
    if ((await answeringCluster(state)) === place.cluster) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`PostgreSQL did not answer within five minutes, see ${log}`);
}

async function stopServer(cluster: string): Promise<void> {
  const server = postmaster(cluster);
  if (server === undefined) return;
  signal(server, 'SIGINT');
  if (await waitForExit(server, 30_000)) return;
  signal(server, 'SIGQUIT');
  await waitForExit(server, 10_000);
}

function rotate(log: string): void {
  if (existsSync(log) && statSync(log).size > 10_000_000) renameSync(log, `${log}.1`);
}

/** A database outside the data folder whose data folder was deleted: nobody can open it any more, but it is not ours to delete. */
async function setAside(cluster: string, say: Options['say']): Promise<void> {
  await stopServer(cluster);
  const aside = `${cluster}.left-${Date.now()}`;
  renameSync(cluster, aside);
  say(`A database of a deleted installation was here before; it is kept in ${aside}.`);
}

async function prepare(place: Placement, account: Account, statePath: string, say: Options['say']): Promise<State> {
  const remembered = readState(statePath);
  if (existsSync(place.cluster)) {
    if (remembered === undefined) {
      if (place.moved.length === 0)
        throw new Error(`${statePath} is missing: without it the database in ${place.cluster} cannot be opened`);
      await setAside(place.cluster, say);
      return prepare(place, account, statePath, say);
    }
    const version = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim();
    if (version !== majorVersion)
      throw new Error(
        `the database in ${place.cluster} is of PostgreSQL ${version}, this is ${majorVersion}; use backup and restore`,
      );
    return remembered;
  }
  say('Creating the embedded PostgreSQL database…');
  const state = { port: await freePort(), password: randomBytes(24).toString('base64url') };
  writeState(statePath, state);
  await initialise(place, account, state.password);
  return state;
}

/**
 * Makes sure that the embedded server of `dataDir` runs: uses the one that is running (also one that outlived its app), or
 * starts it, after creating it the first time. Safe to call from several processes at once.
 * @throws with a sentence for the operator when it cannot.
 */
export async function ensureCluster({ dataDir, say, settings = {} }: Options): Promise<Cluster> {
  makeDataDir(dataDir);
  const account = databaseAccount();
  const place = placement(dataDir, account);
  const statePath = join(dataDir, 'postgres.json');
  const log = join(dataDir, 'postgres.log');
  return withLock(join(dataDir, 'postgres.lock'), 330_000, async () => {
    let state = await prepare(place, account, statePath, say);
    const reused = (await answeringCluster(state)) === place.cluster;
    if (!reused) {
      for (const line of place.moved) say(line);
      const stuck = postmaster(place.cluster);
      if (stuck !== undefined) {
        say('An earlier PostgreSQL does not answer; stopping it first…');
        await stopServer(place.cluster);
      } else {
        // Whoever has that number now, it is not our server: left behind by a kill or a restart of the machine.
        rmSync(join(place.cluster, 'postmaster.pid'), { force: true });
      }
      const port = await freePort(state.port);
      if (port !== state.port) {
        state = { ...state, port };
        writeState(statePath, state);
      }
      rotate(log);
      await launch(place, account, state, log, settings);
    }
    const server = postmaster(place.cluster);
    return {
      reused,
      url: (database) => urlOf(state, database),
      stop: () => stopServer(place.cluster),
      isAlive: () => server !== undefined && isAlive(server),
    };
  });
}
