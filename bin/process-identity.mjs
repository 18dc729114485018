// Processes by identity: a number alone may belong to another program by the time it is used.
// Plain JavaScript because bin/start.mjs uses it before anything is installed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A process, told apart from a later one with the same number by when it started.
 * @typedef {{ pid: number, startedAt: string }} ProcessIdentity
 */

/**
 * The fields of /proc/PID/stat after the name, which may hold anything: state, parent, ... start time as the 20th.
 * @param {number} pid
 */
function linuxStat(pid) {
  return readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ');
}

/**
 * @param {number} pid
 * @param {string} field
 */
function ps(pid, field) {
  return execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/**
 * When the process started, in the system's own words; undefined when it is not alive (a zombie is dead).
 * @param {number} pid
 * @returns {string | undefined}
 */
export function startOf(pid) {
  try {
    if (process.platform !== 'linux') return ps(pid, 'lstart') || undefined;
    const fields = linuxStat(pid);
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/**
 * The parent of a living process, or undefined.
 * @param {number} pid
 * @returns {number | undefined}
 */
export function parentOf(pid) {
  try {
    return Number(process.platform === 'linux' ? linuxStat(pid)[1] : ps(pid, 'ppid'));
  } catch {
    return undefined;
  }
}

/**
 * The short name of a living process's program, or undefined.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function nameOf(pid) {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return basename(ps(pid, 'comm'));
  } catch {
    return undefined;
  }
}

/**
 * Identifies a living process, or undefined.
 * @param {number} pid
 * @returns {ProcessIdentity | undefined}
 */
export function identify(pid) {
  const startedAt = startOf(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/**
 * Whether exactly this process still runs.
 * @param {ProcessIdentity} identity
 */
export function isAlive(identity) {
  return startOf(identity.pid) === identity.startedAt;
}

/**
 * Waits until the process has gone; false when it still runs after `timeoutMs`.
 * @param {ProcessIdentity} identity
 * @param {number} timeoutMs
 */
export async function waitForExit(identity, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(identity)) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}

/**
 * Sends a signal to exactly this process; one that has gone is no error.
 * @param {ProcessIdentity} identity
 * @param {NodeJS.Signals} name
 */
export function signal(identity, name) {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/**
 * Asks the process to stop, waits `graceMs`, then kills it.
 * @param {ProcessIdentity} identity
 * @param {number} graceMs
 */
export async function stopProcess(identity, graceMs) {
  signal(identity, 'SIGTERM');
  if (await waitForExit(identity, graceMs)) return;
  signal(identity, 'SIGKILL');
  await waitForExit(identity, 5000);
}

/**
 * Reads an identity that was written as JSON; undefined when it is none.
 * @param {unknown} value
 * @returns {ProcessIdentity | undefined}
 */
export function toIdentity(value) {
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('startedAt' in value)) return undefined;
  const { pid, startedAt } = value;
  return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
}
