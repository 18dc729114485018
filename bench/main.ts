import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { cleanEnvironment } from '../bin/clean-environment.mjs';
import { packagedNode, root, typescript } from '../bin/install.mjs';
import { type Cluster, ensureCluster } from '../bin/postgres/cluster';
import { type Command, readCommand, usage } from './command';
import { table } from './measure/table';
import { writeResults } from './results';
import { type SuiteName, suiteNames } from './suites';
import { type Line, lineSchema } from './types';

/**
 * npm run bench: each suite runs in a process and on databases of its own, all on one PostgreSQL of this run with the product's
 * settings. Prints a table and writes bench/results/latest.json; exits 1 when a suite fails, not when a goal is missed.
 */

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Runs a suite in a process of its own; null when it failed. */
async function runSuite(
  name: SuiteName,
  command: Command,
  place: { serverUrl: string; folder: string },
  signal: AbortSignal,
): Promise<Line[] | null> {
  const task = JSON.stringify({ suite: name, options: command.options, ...place });
  const child = spawn(packagedNode(), typescript('bench/suite-process.ts', task), {
    cwd: root,
    env: { ...cleanEnvironment(), NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  let lines: Line[] | null = null;
  child.on('message', (message) => {
    const parsed = lineSchema.array().safeParse(message);
    if (parsed.success) lines = parsed.data;
    else say(z.prettifyError(parsed.error));
  });
  await new Promise((resolve) => child.once('close', resolve));
  signal.removeEventListener('abort', stop);
  return lines;
}

async function withServer<Result>(work: (cluster: Cluster, folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'gigatill-bench-'));
  chmodSync(folder, 0o711); // as root, the account of the database passes through
  let cluster: Cluster | undefined;
  try {
    cluster = await ensureCluster({ dataDir: join(folder, 'server'), say: () => undefined });
    return await work(cluster, folder);
  } finally {
    await cluster?.release();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  const command = readCommand(process.argv.slice(2));
  if (command === null) {
    say(usage);
    return 2;
  }
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => controller.abort());
  const names = command.suites.length === 0 ? suiteNames : command.suites;
  return withServer(async (cluster, folder) => {
    let failed = 0;
    for (const name of names) {
      if (controller.signal.aborted) break;
      say(`${name}…`);
      const startedAt = new Date();
      const place = { serverUrl: cluster.url('postgres'), folder: join(folder, name) };
      mkdirSync(place.folder, { mode: 0o711 });
      const lines = await runSuite(name, command, place, controller.signal);
      if (lines === null) {
        failed += 1;
        say(`${name} failed; see above.`);
        continue;
      }
      process.stdout.write(`\n${name}\n\n${table(lines)}\n\n`);
      writeResults(name, { startedAt, options: command.options, lines });
    }
    return failed === 0 && !controller.signal.aborted ? 0 : 1;
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);
