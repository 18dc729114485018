import { createServer } from 'node:net';
import { join } from 'node:path';
import { identify, isAlive, releaseLock, stopProcess, takeLock, toIdentity } from '../process-lock.mjs';

function lockOf(dataDir: string): string {
  return join(dataDir, 'gigatill.lock');
}

/**
 * Makes this process the only Gigatill of the data folder. One whose starter has gone is stopped first.
 * @throws when one is running.
 */
export async function claimDataDir(dataDir: string, port: number, say: (line: string) => void): Promise<void> {
  const note = { parent: identify(process.ppid), port };
  const holder = takeLock(lockOf(dataDir), note);
  if (holder === undefined) return;
  const parent = toIdentity(holder.note.parent);
  const other = `Gigatill is already running from ${dataDir} (process ${holder.pid}, port ${holder.note.port})`;
  const refusal = `${other}; stop it first, or set GIGATILL_DATA_DIR to another folder`;
  if (parent === undefined || isAlive(parent)) throw new Error(refusal);
  say('A Gigatill that was left behind still runs here; stopping it first…');
  await stopProcess(holder, 45_000);
  if (takeLock(lockOf(dataDir), note) !== undefined) throw new Error(refusal);
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
