import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Binaries, copiedBinaries, installedBinaries } from './binaries';

/** Who runs the server: undefined means this user; as root it is `postgres`, because PostgreSQL refuses root. */
export type Account = { uid: number; gid: number } | undefined;

const systemRoot = '/var/lib/gigatill';

function numberOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** The account of the database server, created when it is missing. @throws when root has none and cannot create it. */
export function databaseAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  const attempts = [[], ['useradd', '--system', '--user-group', 'postgres'], ['adduser', '-S', '-D', '-H', 'postgres']];
  for (const [command, ...rest] of attempts) {
    if (command !== undefined) spawnSync(command, rest, { stdio: 'ignore' });
    try {
      return { uid: numberOf('-u'), gid: numberOf('-g') };
    } catch {
      // not there yet: the next attempt creates it
    }
  }
  throw new Error(
    'PostgreSQL does not run as root and the user "postgres" cannot be created; start as another user or set DATABASE_URL',
  );
}

function may(account: NonNullable<Account>, test: '-x' | '-r', path: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', path], { ...account, cwd: '/', stdio: 'ignore' }).status ===
    0
  );
}

/** Makes `folder` for the database account alone. */
export function makePrivate(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
}

/** Makes the data folder. Others may pass through, as the database account must, but see only what is meant for them. */
export function makeDataDir(dataDir: string): void {
  if (existsSync(dataDir)) return;
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, 0o711);
}

export type Placement = { binaries: Binaries; cluster: string; moved: string[] };

/**
 * Where the programs and the data of the server in `dataDir` lie. As root with a folder that the account cannot enter
 * (such as one below /root), they go below /var/lib/gigatill; `moved` then says so in sentences for the operator.
 */
export function placement(dataDir: string, account: Account): Placement {
  const installed = installedBinaries();
  const cluster = join(dataDir, 'postgres');
  if (account === undefined) return { binaries: installed, cluster, moved: [] };
  const moved: string[] = [];
  let binaries = installed;
  if (!may(account, '-x', installed.postgres) || !may(account, '-r', join(installed.root, 'share'))) {
    binaries = copiedBinaries(installed, systemRoot);
    moved.push(`User postgres cannot enter ${dirname(installed.root)}: PostgreSQL runs from ${binaries.root}.`);
  }
  if (may(account, '-x', dataDir)) return { binaries, cluster, moved };
  const own = join(systemRoot, createHash('sha256').update(dataDir).digest('hex').slice(0, 12), 'postgres');
  mkdirSync(dirname(own), { recursive: true, mode: 0o755 });
  moved.push(`User postgres cannot enter ${dataDir}: the database lies in ${own}.`);
  return { binaries, cluster: own, moved };
}
