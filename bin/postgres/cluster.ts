import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from '../free-port';
import { identify, isAlive, toIdentity } from '../process-identity.mjs';
import { withLock } from '../process-lock.mjs';
import { type Account, databaseAccount, makeDataDir, type Placement, placement } from './account';
import { withClient } from './client';
import { answeringCluster, initialise, launch, postmaster, type ServerState, stopServer, urlOf } from './server';

/** A running embedded server. */
export type Cluster = {
  /** Connection string for a database of this server. */
  url: (database: string) => string;
  isAlive: () => boolean;
  /** This process needs it no more: stops it (fast) unless another process of ours still uses it. */
  release: () => Promise<void>;
};

type Options = {
  /** Absolute; the server's data is `postgres` below it. */
  dataDir: string;
  /** Short lines for the operator. */
  say: (line: string) => void;
  /** More server settings, for tests. */
  settings?: Record<string, string>;
};

const majorVersion = '18';
const stateSchema = z.object({ port: z.number().int(), password: z.string() });

function readState(path: string): ServerState | undefined {
  return existsSync(path) ? stateSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

function writeState(path: string, state: ServerState): void {
  writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Processes that use the server are noted in a folder, so that the last one to leave can stop it. */
function usersOf(dataDir: string): { join: () => void; leave: () => void; others: () => boolean } {
  const folder = join(dataDir, 'postgres.users');
  const mine = join(folder, String(process.pid));
  return {
    join: () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(mine, JSON.stringify(identify(process.pid)));
    },
    leave: () => rmSync(mine, { force: true }),
    others: () =>
      readdirSync(folder).some((name) => {
        const path = join(folder, name);
        const user = toIdentity(JSON.parse(readFileSync(path, 'utf8')));
        if (user !== undefined && isAlive(user)) return true;
        rmSync(path, { force: true });
        return false;
      }),
  };
}

/** A database outside the data folder whose data folder was deleted: nobody can open it, but it is not ours to delete. */
async function setAside(cluster: string, say: Options['say']): Promise<void> {
  await stopServer(cluster);
  const aside = `${cluster}.left-${Date.now()}`;
  renameSync(cluster, aside);
  say(`The database of a deleted installation was here before; it is kept in ${aside}.`);
}

async function prepare(place: Placement, account: Account, path: string, say: Options['say']): Promise<ServerState> {
  const remembered = readState(path);
  if (existsSync(place.cluster) && remembered === undefined) {
    if (place.moved.length === 0)
      throw new Error(`${path} is missing: the database in ${place.cluster} cannot be opened`);
    await setAside(place.cluster, say);
  }
  if (existsSync(place.cluster) && remembered !== undefined) {
    const version = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim();
    if (version === majorVersion) return remembered;
    throw new Error(
      `the database in ${place.cluster} is of PostgreSQL ${version}, not ${majorVersion}; use backup and restore`,
    );
  }
  say('Creating the embedded PostgreSQL database…');
  const state = { port: await freePort(), password: randomBytes(24).toString('base64url') };
  writeState(path, state);
  await initialise(place, account, state.password);
  return state;
}

/** Whatever a kill or a restart of the machine has left behind is put in order before the server starts. */
async function clearRemains(cluster: string, say: Options['say']): Promise<void> {
  if (postmaster(cluster) === undefined) {
    // Whoever has that number now, it is not our server.
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  say('An earlier PostgreSQL does not answer; stopping it first…');
  await stopServer(cluster);
}

/**
 * Makes sure that the embedded server of `dataDir` runs: uses the one that is running (also one that outlived its app), or
 * starts it, after creating it the first time. Safe to call from several processes at once; each calls `release` at its end.
 * @throws with a sentence for the operator when it cannot.
 */
export async function ensureCluster({ dataDir, say, settings = {} }: Options): Promise<Cluster> {
  makeDataDir(dataDir);
  const account = databaseAccount();
  const place = placement(dataDir, account);
  const statePath = join(dataDir, 'postgres.json');
  const lock = join(dataDir, 'postgres.lock');
  const users = usersOf(dataDir);
  return withLock(lock, 330_000, async () => {
    let state = await prepare(place, account, statePath, say);
    users.join();
    if ((await answeringCluster(state)) !== place.cluster) {
      for (const line of place.moved) say(line);
      await clearRemains(place.cluster, say);
      const port = await freePort(state.port);
      if (port !== state.port) {
        state = { ...state, port };
        writeState(statePath, state);
      }
      await launch({ place, account, state, log: join(dataDir, 'postgres.log'), settings });
    }
    const server = postmaster(place.cluster);
    return {
      url: (database) => urlOf(state, database),
      isAlive: () => server !== undefined && isAlive(server),
      release: () =>
        withLock(lock, 60_000, async () => {
          users.leave();
          if (!users.others()) await stopServer(place.cluster);
        }),
    };
  });
}

/** Creates the database if the server does not have it. */
export function ensureDatabase(cluster: Cluster, name: string): Promise<void> {
  return withClient(cluster.url('postgres'), async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}
