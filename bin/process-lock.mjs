// Lock files that end with the process that holds them.
// Plain JavaScript because bin/start.mjs uses it before anything is installed.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, toIdentity } from './process-identity.mjs';

/** @typedef {import('./process-identity.mjs').ProcessIdentity & { note: Record<string, unknown> }} LockHolder */

/**
 * @param {string} path
 * @returns {LockHolder | undefined}
 */
function readHolder(path) {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8'));
    const identity = toIdentity(value);
    return identity === undefined ? undefined : { ...identity, note: { ...value.note } };
  } catch {
    return undefined;
  }
}

/**
 * Who holds the lock now, if it is alive.
 * @param {string} path
 * @returns {LockHolder | undefined}
 */
export function lockHolder(path) {
  const holder = readHolder(path);
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

/**
 * Removes a lock whose holder has died. Two processes may do this at once, so what was moved aside is looked at again, and put
 * back if a living process had taken it meanwhile.
 * @param {string} path
 */
function clearStale(path) {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
    if (lockHolder(aside) !== undefined) linkSync(aside, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EEXIST')))
      throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Takes the lock file for this process and returns undefined, or returns who has it. A lock of a process that has died
 * is taken over. `note` is kept with it for others to read.
 * @param {string} path
 * @param {Record<string, unknown>} [note]
 * @returns {LockHolder | undefined}
 */
export function takeLock(path, note = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ ...identify(process.pid), note }));
  try {
    for (let round = 0; round < 50; round += 1) {
      try {
        linkSync(mine, path); // there complete or not at all, unlike a file that is created and then written
        return undefined;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
      const holder = lockHolder(path);
      if (holder !== undefined) return holder;
      clearStale(path);
    }
    throw new Error(`the lock ${path} cannot be taken`);
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Replaces the note on the lock that this process has.
 * @param {string} path
 * @param {Record<string, unknown>} note
 */
export function annotateLock(path, note) {
  if (readHolder(path)?.pid !== process.pid) return;
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ ...identify(process.pid), note }));
  renameSync(mine, path);
}

/**
 * Gives the lock back if this process has it.
 * @param {string} path
 */
export function releaseLock(path) {
  if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
}

/**
 * Runs `work` while holding the lock, after waiting up to `timeoutMs` for another process.
 * @template T
 * @param {string} path
 * @param {number} timeoutMs
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, timeoutMs, work) {
  const deadline = Date.now() + timeoutMs;
  for (let holder = takeLock(path); holder !== undefined; holder = takeLock(path)) {
    if (Date.now() > deadline) throw new Error(`process ${holder.pid} has held ${path} for too long`);
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    releaseLock(path);
  }
}
