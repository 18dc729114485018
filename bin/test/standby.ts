import { spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-port';
import { databaseAccount, makeDataDir, placement } from '../postgres/account';
import { withClient } from '../postgres/client';
import { launch, stopServer, urlOf } from '../postgres/server';

/** A streaming standby of an embedded server. */
export type Standby = {
  url: (database: string) => string;
  start: () => Promise<void>;
  /** Fast, as for a restart; `start` begins it again. */
  stop: () => Promise<void>;
};

/** The files of the running server, as of a moment that the label in them names. */
function copyFiles(primary: URL, from: string, to: string): Promise<void> {
  return withClient(primary.href, async (client) => {
    await client.query("SELECT pg_backup_start('standby', true)");
    const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the files could not be copied: ${stderr}`);
    const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop(false)');
    writeFileSync(join(to, 'backup_label'), String(rows[0]?.labelfile));
  });
}

/**
 * Makes a standby in `dataDir` of the embedded server whose data folder is `primaryDataDir` and which `primaryUrl` leads
 * to, by copying its files: the embedded programs have no pg_basebackup. Starts it.
 */
export async function makeStandby(primaryUrl: string, primaryDataDir: string, dataDir: string): Promise<Standby> {
  makeDataDir(dataDir);
  const account = databaseAccount();
  const place = placement(dataDir, account);
  const primary = new URL(primaryUrl);
  await copyFiles(primary, placement(primaryDataDir, account).cluster, place.cluster);
  for (const name of ['postmaster.pid', 'postmaster.opts']) rmSync(join(place.cluster, name), { force: true });
  const signal = join(place.cluster, 'standby.signal');
  writeFileSync(signal, '');
  const { hostname, port, username, password } = primary;
  const from = `host=${hostname} port=${port} user=${username} password=${password}`;
  appendFileSync(join(place.cluster, 'postgresql.auto.conf'), `\nprimary_conninfo = '${from}'\n`);
  if (account)
    for (const path of [signal, join(place.cluster, 'backup_label')]) chownSync(path, account.uid, account.gid);
  const state = { port: await freePort(), password };
  const log = join(dataDir, 'postgres.log');
  const settings = { fsync: 'off', max_connections: '200', wal_retrieve_retry_interval: '200ms' };
  const start = () => launch({ place, account, state, log, settings });
  await start();
  return { url: (database) => urlOf(state, database), start, stop: () => stopServer(place.cluster) };
}
