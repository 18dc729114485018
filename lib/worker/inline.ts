import 'server-only';
import { env } from '@/lib/infra/env';
import { log } from '@/lib/infra/log';
import { databaseAnswers } from '@/lib/infra/readiness';
import { drainSubmissions } from '@/lib/orders';
import { startWorker } from './index';

const RETRY_MS = 5_000;

type Finishing = (() => Promise<void>)[];

/** What bin/serve.mjs waits for before the process leaves. */
function finishing(): Finishing {
  const kept = globalThis as typeof globalThis & { [key: symbol]: Finishing | undefined };
  const key = Symbol.for('gigatill.shutdown');
  kept[key] ??= [];
  return kept[key];
}

/** Lets bin/serve.mjs, which is no part of the build, say at the door that the database is away. */
function tellServer(): void {
  const kept = globalThis as typeof globalThis & { [key: symbol]: (() => Promise<boolean>) | undefined };
  kept[Symbol.for('gigatill.database')] = databaseAnswers;
}

/** Starts the worker in the app's own process unless GIGATILL_WORKER is off. Keeps trying while the database is away. */
export async function startInlineWorker(): Promise<void> {
  finishing().push(drainSubmissions);
  tellServer();
  if (env().worker === 'off') return;
  let stopped = false;
  const start = async (): Promise<void> => {
    try {
      const worker = await startWorker();
      finishing().push(() => worker.stop());
    } catch (error) {
      log().error({ err: error }, 'the worker could not start; trying again');
      if (!stopped) setTimeout(start, RETRY_MS).unref();
    }
  };
  finishing().push(async () => {
    stopped = true;
  });
  await start();
}
