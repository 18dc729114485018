import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../bin/install.mjs';
import type { Line, Options } from './types';

const path = join(root, 'bench', 'results', 'latest.json');

/** What the figures depend on besides us. The load is that of the last minute, at the end of the suite. */
function machine() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadAverage: loadavg()[0] ?? 0,
  };
}

/** Replaces one suite's figures in bench/results/latest.json; those of suites that did not run stay, with their own date. */
export function writeResults(
  suite: string,
  { startedAt, options, lines }: { startedAt: Date; options: Options; lines: Line[] },
): void {
  const before: Record<string, unknown> = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const result = {
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    options,
    machine: machine(),
    lines,
  };
  mkdirSync(join(root, 'bench', 'results'), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ ...before, [suite]: result }, null, 2)}\n`);
}
