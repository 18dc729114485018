import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { identify, isAlive, stopProcess } from '../process-identity.mjs';
import { annotateLock, lockHolder, releaseLock, takeLock, withLock } from '../process-lock.mjs';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gigatill-lock-'));
  path = join(folder, 'a.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is held by one process and says by whom', () => {
  expect(takeLock(path, { port: 1 })).toBeUndefined();
  expect(takeLock(path)).toMatchObject({ pid: process.pid, note: { port: 1 } });
  annotateLock(path, { stopping: true });
  expect(lockHolder(path)?.note).toEqual({ stopping: true });
  releaseLock(path);
  expect(lockHolder(path)).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['of a process that has died', JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1', note: {} })],
  ['whose number another process has got', JSON.stringify({ pid: process.pid, startedAt: '1', note: {} })],
  ['that is no lock at all', 'half a li'],
])('takes over a lock %s', (_what, content) => {
  writeFileSync(path, content);
  expect(takeLock(path)).toBeUndefined();
  expect(lockHolder(path)?.pid).toBe(process.pid);
});

it('lets those who wait in one after the other', async () => {
  let inside = 0;
  const most: number[] = [];
  const work = async () => {
    inside += 1;
    most.push(inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withLock(path, 5000, work)));
  expect(most).toEqual([1, 1, 1]);
  await expect(withLock(path, 5000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(lockHolder(path)).toBeUndefined();
});

it('tells a process from a later one with its number, and stops one that will not listen', async () => {
  const child = spawn(process.execPath, [
    '-e',
    "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)",
  ]);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const identity = identify(child.pid ?? 0);
  if (identity === undefined) throw new Error('the child did not start');
  expect(isAlive(identity)).toBe(true);
  expect(isAlive({ ...identity, startedAt: '1' })).toBe(false);
  await stopProcess(identity, 200);
  expect(isAlive(identity)).toBe(false);
});
