import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, stopProcess, toIdentity, waitForExit } from '../process-identity.mjs';
import { annotateLock, type LockHolder, lockHolder, releaseLock, takeLock } from '../process-lock.mjs';

function lockOf(dataDir: string): string {
  return join(dataDir, 'gigatill.lock');
}

/** Long enough for an app that is stopping: its requests and jobs have 20 seconds, PostgreSQL some more. */
const stopTimeoutMs = 60_000;
/** A Gigatill whose npm was stopped a moment ago may not know yet. */
const noticeTimeoutMs = 1500;

/** How the holder of the data folder stands: running, stopping by itself, or left behind by whoever started it. */
function stateOf(holder: LockHolder): 'running' | 'stopping' | 'orphaned' {
  if (holder.note.stopping === true) return 'stopping';
  const parent = toIdentity(holder.note.parent);
  return parent === undefined || isAlive(parent) ? 'running' : 'orphaned';
}

async function waitOut(dataDir: string, holder: LockHolder, say: (line: string) => void): Promise<void> {
  const deadline = Date.now() + noticeTimeoutMs;
  let present: LockHolder | undefined = holder;
  while (present !== undefined && stateOf(present) === 'running') {
    if (Date.now() > deadline) {
      const other = `Gigatill is already running from ${dataDir} (process ${present.pid}, port ${present.note.port})`;
      throw new Error(`${other}; stop it first, or set GIGATILL_DATA_DIR to another folder`);
    }
    await sleep(100);
    present = lockHolder(lockOf(dataDir));
  }
  if (present === undefined) return;
  say('An earlier Gigatill is still stopping here; waiting for it…');
  if (stateOf(present) === 'orphaned') await stopProcess(present, stopTimeoutMs);
  else if (!(await waitForExit(present, stopTimeoutMs))) await stopProcess(present, 1000);
}

/**
 * Makes this process the only Gigatill of the data folder. One that is stopping is waited for, and one whose starter has gone
 * is stopped.
 * @throws when one is running.
 */
export async function claimDataDir(dataDir: string, port: number, say: (line: string) => void): Promise<void> {
  const note = { parent: identify(process.ppid), port };
  for (;;) {
    const holder = takeLock(lockOf(dataDir), note);
    if (holder === undefined) return;
    await waitOut(dataDir, holder, say);
  }
}

/** Lets the next Gigatill know that this one is on its way out. */
export function announceStop(dataDir: string): void {
  annotateLock(lockOf(dataDir), { stopping: true });
}

/** Gives the data folder back. */
export function releaseDataDir(dataDir: string): void {
  releaseLock(lockOf(dataDir));
}

/** @throws when another program listens at the port. */
export async function checkPort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      reject(new Error(taken ? portInUse(port) : `Port ${port} cannot be used: ${error.message}`));
    });
    server.listen(port, () => server.close(() => resolve()));
  });
}

/** What the operator reads when the port is taken. */
export function portInUse(port: number): string {
  return `Port ${port} is in use by another program; stop that, or set PORT to another one`;
}
