import { accessSync, constants } from 'node:fs';
import { readEnvironment } from '@/lib/infra/env';
import { makeDataDir } from './postgres/account';
import { identify, isAlive } from './process-identity.mjs';
import { adoptChildren } from './supervisor/children';
import { announceStop, checkPort, claimDataDir, releaseDataDir } from './supervisor/claim';
import { Installation, type Mode } from './supervisor/installation';

// Whoever reads our output may go away; that must not keep us from stopping in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function modeOf(argument: string | undefined): Mode {
  switch (argument) {
    case undefined:
    case '--start':
      return 'start';
    case '--dev':
      return 'dev';
    case '--worker':
      return 'worker';
    default:
      throw new Error(`Unknown option ${argument}; there are --dev and --worker`);
  }
}

/** Aborts when we are asked to stop, or when bin/start.mjs, whose death nobody tells us of, has gone. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const abort = () => {
    if (!controller.signal.aborted) say('Stopping…');
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, abort);
  const parent = identify(process.ppid);
  const watch = setInterval(() => {
    if (parent === undefined || process.ppid !== parent.pid || !isAlive(parent)) abort();
  }, 500);
  controller.signal.addEventListener('abort', () => clearInterval(watch));
  return controller.signal;
}

async function claim(dataDir: string, port: number): Promise<void> {
  await claimDataDir(dataDir, port, say);
  await adoptChildren(dataDir);
  await checkPort(port);
}

async function main(): Promise<void> {
  const mode = modeOf(process.argv[2]);
  const environment = readEnvironment(process.env);
  const { dataDir, port } = environment;
  try {
    makeDataDir(dataDir);
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw new Error(
      `GIGATILL_DATA_DIR ${dataDir} cannot be written: ${error instanceof Error ? error.message : error}`,
    );
  }
  const signal = stopSignal();
  const installation = new Installation(environment, mode, say);
  try {
    if (mode !== 'worker') await claim(dataDir, port);
    await installation.start(signal);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve());
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    if (mode !== 'worker') announceStop(dataDir);
    await installation.stop();
    if (mode !== 'worker') releaseDataDir(dataDir);
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
