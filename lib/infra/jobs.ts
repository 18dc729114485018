import 'server-only';
import { type Clock, fromPrisma, type Job, PgBoss } from 'pg-boss';
import { env } from './env';
import { log } from './log';
import { poolShares } from './pool';
import type { SqlRunner } from './sql';

/** A running job tells that it lives twice in this time; one that did not belongs to a process that died. */
const alive = { heartbeatSeconds: 10, deleteAfterSeconds: 3600 } as const;

/** How often workers look for jobs whose process has died. With the first retry's delay a job goes on within 30 s. */
const SUPERVISE_SECONDS = 5;
/** How often jobs that are done are removed: looking after the queues reads them all. */
const MAINTENANCE_SECONDS = 600;

/**
 * Every queue of ours with what its jobs carry. `policy` `exclusive` keeps one waiting or running job a key;
 * `retries` are pg-boss's own: handlers are safe to run again from any point.
 */
const QUEUES = {
  'order-submit': { ...alive, retryLimit: 3, retryDelay: 5, expireInSeconds: 300 },
  'order-sweep': { ...alive, policy: 'exclusive', retryLimit: 0, expireInSeconds: 300 },
  'bulk-run': { ...alive, policy: 'exclusive', retryLimit: 20, retryDelay: 5, expireInSeconds: 7200 },
  sync: { ...alive, retryLimit: 6, retryDelay: 5, retryBackoff: true, expireInSeconds: 3600 },
  'sync-schedule': { ...alive, policy: 'exclusive', retryLimit: 0, expireInSeconds: 120 },
  'audit-seal': { ...alive, policy: 'exclusive', retryLimit: 0, expireInSeconds: 120 },
  'ledger-check': { ...alive, policy: 'exclusive', retryLimit: 3, retryDelay: 5, expireInSeconds: 3600 },
  housekeeping: { ...alive, policy: 'exclusive', retryLimit: 3, retryDelay: 5, expireInSeconds: 600 },
  'webhook-deliver': { ...alive, retryLimit: 12, retryDelay: 5, retryBackoff: true, expireInSeconds: 60 },
  'mail-send': { ...alive, retryLimit: 10, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
} as const;

type QueueName = keyof typeof QUEUES;

type JobData = {
  'order-submit': { orderId: number };
  'order-sweep': Record<string, never>;
  'bulk-run': { jobId: number };
  sync: { runId: number };
  'sync-schedule': Record<string, never>;
  'audit-seal': Record<string, never>;
  'ledger-check': Record<string, never>;
  housekeeping: Record<string, never>;
  'webhook-deliver': { deliveryId: string };
  'mail-send': { mailId: number };
};

type JobHandlers = {
  [Name in QueueName]?: {
    concurrency: number;
    pollSeconds?: number;
    /**
     * So many are fetched and run at a time, and as long as there are that many the next ones follow without a pause. Only for
     * jobs that may run twice: one that fails has all of its batch tried again.
     */
    batch?: number;
    run: (data: JobData[Name], signal: AbortSignal) => Promise<void>;
  };
};

const kept = globalThis as typeof globalThis & { gigatillBoss?: Promise<PgBoss> };

/** While the database is away every poller fails every second or two: one line in ten seconds says it all. */
function tellSeldom(): (error: Error) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (performance.now() - toldAt < 10_000) return;
    toldAt = performance.now();
    log().warn({ err: error }, 'job queue');
  };
}

const began = Date.now() - performance.now();

/**
 * The queue's clock here, which nobody sets: what waits by one that is put back waits until it is there again. How far it is
 * from the database's is measured each minute.
 */
const clock: Clock = {
  now: () => began + performance.now(),
  setTimeout: (fn, ms) => setTimeout(fn, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout), // as setTimeout has given it
  setInterval: (fn, ms) => setInterval(fn, ms),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
};

async function open(working: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().databaseUrl,
    max: poolShares(env().databasePool).jobs,
    application_name: 'gigatill-jobs',
    ...{ keepAlive: true }, // for pg, which gets all of this; pg-boss's type does not name it
    supervise: working,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
    schedule: working,
    cronMonitorIntervalSeconds: 15,
    cronWorkerIntervalSeconds: 5,
    clock,
    clockMonitorIntervalSeconds: 60,
  });
  boss.on('error', tellSeldom());
  try {
    await boss.start();
    for (const [name, options] of Object.entries(QUEUES)) {
      await boss.createQueue(name, options);
      const { policy: _fixed, ...changeable } = { policy: undefined, ...options };
      if (working) await boss.updateQueue(name, changeable); // an earlier version may have made it
    }
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined); // its connections and timers must not stay
    throw error;
  }
  return boss;
}

function boss(): Promise<PgBoss> {
  kept.gigatillBoss ??= open(false).catch((error: unknown) => {
    delete kept.gigatillBoss;
    throw error;
  });
  return kept.gigatillBoss;
}

type EnqueueOptions = {
  /** The job exists only if this transaction commits. */
  tx?: SqlRunner;
  startAfter?: Date;
  /** While a job of this key waits, another is not added. */
  singletonKey?: string;
  /** With a key: at most one job in each span of so many seconds. */
  singletonSeconds?: number;
};

/** The queue goes by the database's clock: only how long from now is the same by both. */
function secondsUntil(at: Date): number {
  return Math.max(0, (at.getTime() - Date.now()) / 1000);
}

/** Adds a job to a queue. */
export async function enqueue<Name extends QueueName>(
  name: Name,
  data: JobData[Name],
  options: EnqueueOptions = {},
): Promise<void> {
  await (await boss()).send(name, data, {
    ...(options.tx ? { db: fromPrisma(options.tx) } : {}),
    ...(options.startAfter ? { startAfter: secondsUntil(options.startAfter) } : {}),
    ...(options.singletonKey ? { singletonKey: options.singletonKey } : {}),
    ...(options.singletonSeconds ? { singletonSeconds: options.singletonSeconds } : {}),
  });
}

/** Adds many jobs to a queue at one go, in the transaction. */
export async function enqueueAll<Name extends QueueName>(
  name: Name,
  tx: SqlRunner,
  data: readonly JobData[Name][],
): Promise<void> {
  if (data.length === 0) return;
  const jobs = data.map((each) => ({ data: each }));
  await (await boss()).insert(name, jobs, { db: fromPrisma(tx) });
}

/**
 * Starts working on queues in this process and keeps the cron lines. Returns how to stop: no further job is taken, those
 * that heed their signal hand themselves back for another process, the others are waited for.
 */
export async function startJobs(
  handlers: JobHandlers,
  crons: { queue: QueueName; cron: string; timeZone?: string }[],
): Promise<{ stop: (timeoutMs: number) => Promise<void> }> {
  const previous = await kept.gigatillBoss;
  await previous?.stop({ graceful: false });
  kept.gigatillBoss = open(true);
  const worker = await kept.gigatillBoss.catch((error: unknown) => {
    delete kept.gigatillBoss;
    throw error;
  });
  const leaving = new AbortController();
  for (const { queue, cron, timeZone } of crons) await worker.schedule(queue, cron, {}, { tz: timeZone ?? 'UTC' });
  for (const [name, handler] of Object.entries(handlers)) {
    if (!handler) continue;
    const run = handler.run as (data: unknown, signal: AbortSignal) => Promise<void>;
    const pace = { pollingIntervalSeconds: handler.pollSeconds ?? 2, burstWhenBatchFull: true };
    for (let i = 0; i < handler.concurrency; i++) {
      await worker.work(name, { ...pace, batchSize: handler.batch ?? 1 }, async (batch: Job<unknown>[]) => {
        const ends = await Promise.allSettled(
          batch.map((job) => run(job.data, AbortSignal.any([job.signal, leaving.signal]))),
        );
        for (const end of ends) if (end.status === 'rejected') throw end.reason;
      });
    }
  }
  return {
    stop: async (timeoutMs) => {
      delete kept.gigatillBoss;
      leaving.abort();
      await worker.stop({ graceful: true, timeout: timeoutMs });
    },
  };
}

/** Closes this process's connection to the queue. */
export async function closeJobs(): Promise<void> {
  const open = kept.gigatillBoss;
  delete kept.gigatillBoss;
  await (await open)?.stop({ graceful: false });
}
