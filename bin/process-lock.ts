import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** A process told apart from a later one with the same number by when it started. */
const processSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });
export type ProcessIdentity = z.infer<typeof processSchema>;

/** When the process started, in the system's own words; undefined when it is not alive (a zombie is dead). */
export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      // The name in parentheses may hold anything; what follows the last one is: state, ppid, ... and the start time as the 20th.
      const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  try {
    return (
      execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}

/** The parent of a living process, or undefined. */
export function parentOf(pid: number): number | undefined {
  try {
    if (process.platform === 'linux')
      return Number(
        readFileSync(`/proc/${pid}/stat`, 'latin1')
          .replace(/^.*\) /s, '')
          .split(' ')[1],
      );
    return Number(
      execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return undefined;
  }
}

/** Identifies a living process. @throws when there is none with this number. */
export function identify(pid: number): ProcessIdentity {
  const startedAt = startOf(pid);
  if (startedAt === undefined) throw new Error(`process ${pid} is not running`);
  return { pid, startedAt };
}

/** Whether exactly this process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return startOf(identity.pid) === identity.startedAt;
}

/** Waits until the process has gone; false when it still runs after `timeoutMs`. */
export async function waitForExit(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(identity)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

/** Sends a signal to exactly this process; one that has gone is no error. */
export function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

const holderSchema = processSchema.extend({ note: z.record(z.string(), z.unknown()).default({}) });
export type LockHolder = z.infer<typeof holderSchema>;

function readHolder(path: string): LockHolder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Who holds the lock now, if it is alive. */
export function lockHolder(path: string): LockHolder | undefined {
  const holder = readHolder(path);
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

/**
 * Takes the lock file for this process, or tells who has it. A lock of a process that has died is taken over.
 * `note` is kept with it for others to read.
 */
export function takeLock(
  path: string,
  note: Record<string, unknown> = {},
): { taken: true } | { taken: false; holder: LockHolder } {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ ...identify(process.pid), note }), { mode: 0o644 });
  try {
    for (let round = 0; round < 50; round += 1) {
      try {
        linkSync(mine, path); // complete or not at all, unlike creating and then writing
        return { taken: true };
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
      const holder = lockHolder(path);
      if (holder !== undefined) return { taken: false, holder };
      rmSync(path, { force: true });
    }
    throw new Error(`the lock ${path} cannot be taken`);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Gives the lock back if this process has it. */
export function releaseLock(path: string): void {
  if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
}

/** Runs `work` while holding the lock, after waiting up to `timeoutMs` for another process. */
export async function withLock<T>(path: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const result = takeLock(path);
    if (result.taken) break;
    if (Date.now() > deadline) throw new Error(`process ${result.holder.pid} has held ${path} for too long`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    return await work();
  } finally {
    releaseLock(path);
  }
}
