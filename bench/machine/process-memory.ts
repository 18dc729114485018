import { readFileSync, writeFileSync } from 'node:fs';

/** MiB of a process that lie in memory: now, and at most since it began or since `forgetPeak`. */
type Memory = { now: number; peak: number };

/** The kernel tells both on Linux only. */
export const CAN_READ_MEMORY = process.platform === 'linux';

/** Throws when the process has ended. */
export function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

/** From here on `peak` counts anew. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
