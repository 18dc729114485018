import 'server-only';
import { fromPrisma, type Job, PgBoss } from 'pg-boss';
import type { Tx } from './db';
import { env } from './env';
import { log } from './log';

/**
 * Every queue of ours with what its jobs carry. `policy` `exclusive` keeps one waiting or running job a key;
 * `retries` are pg-boss's own: handlers are safe to run again from any point.
 */
const QUEUES = {
  'order-submit': { retryLimit: 3, retryDelay: 5, expireInSeconds: 300 },
  'order-sweep': { policy: 'exclusive', retryLimit: 0, expireInSeconds: 300 },
  'bulk-run': { policy: 'exclusive', retryLimit: 20, retryDelay: 5, expireInSeconds: 7200, heartbeatSeconds: 30 },
  sync: { retryLimit: 5, retryDelay: 15, retryBackoff: true, expireInSeconds: 3600, heartbeatSeconds: 30 },
  'sync-schedule': { policy: 'exclusive', retryLimit: 0, expireInSeconds: 120 },
  'audit-seal': { policy: 'exclusive', retryLimit: 0, expireInSeconds: 120 },
  'ledger-check': { policy: 'exclusive', retryLimit: 0, expireInSeconds: 3600 },
  housekeeping: { policy: 'exclusive', retryLimit: 0, expireInSeconds: 600 },
  'webhook-deliver': { retryLimit: 10, retryDelay: 15, retryBackoff: true, expireInSeconds: 60 },
  'mail-send': { retryLimit: 8, retryDelay: 15, retryBackoff: true, expireInSeconds: 120 },
} as const;

export type QueueName = keyof typeof QUEUES;

export type JobData = {
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

export type JobHandlers = {
  [Name in QueueName]?: {
    concurrency: number;
    pollSeconds?: number;
    run: (data: JobData[Name], signal: AbortSignal) => Promise<void>;
  };
};

const kept = globalThis as typeof globalThis & { gigatillBoss?: Promise<PgBoss> };

async function open(working: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().databaseUrl,
    max: working ? 4 : 2,
    application_name: 'gigatill-jobs',
    supervise: working,
    schedule: working,
    cronMonitorIntervalSeconds: 15,
    cronWorkerIntervalSeconds: 5,
  });
  boss.on('error', (error) => log().warn({ err: error }, 'job queue'));
  await boss.start();
  for (const [name, options] of Object.entries(QUEUES)) await boss.createQueue(name, options);
  return boss;
}

function boss(): Promise<PgBoss> {
  kept.gigatillBoss ??= open(false).catch((error: unknown) => {
    delete kept.gigatillBoss;
    throw error;
  });
  return kept.gigatillBoss;
}

export type EnqueueOptions = {
  /** The job exists only if this transaction commits. */
  tx?: Tx;
  startAfter?: Date;
  /** While a job of this key waits, another is not added. */
  singletonKey?: string;
};

/** Adds a job to a queue. */
export async function enqueue<Name extends QueueName>(
  name: Name,
  data: JobData[Name],
  options: EnqueueOptions = {},
): Promise<void> {
  await (await boss()).send(name, data, {
    ...(options.tx ? { db: fromPrisma(options.tx) } : {}),
    ...(options.startAfter ? { startAfter: options.startAfter } : {}),
    ...(options.singletonKey ? { singletonKey: options.singletonKey } : {}),
  });
}

/** Starts working on queues in this process and keeps the cron lines. Returns how to stop (waits for running jobs). */
export async function startJobs(
  handlers: JobHandlers,
  crons: { queue: QueueName; cron: string; timeZone?: string }[],
): Promise<{ stop: (timeoutMs: number) => Promise<void> }> {
  const previous = await kept.gigatillBoss;
  await previous?.stop({ graceful: false });
  kept.gigatillBoss = open(true);
  const worker = await kept.gigatillBoss;
  for (const { queue, cron, timeZone } of crons) await worker.schedule(queue, cron, {}, { tz: timeZone ?? 'UTC' });
  for (const [name, handler] of Object.entries(handlers)) {
    if (!handler) continue;
    const run = handler.run as (data: unknown, signal: AbortSignal) => Promise<void>;
    for (let i = 0; i < handler.concurrency; i++) {
      await worker.work(name, { pollingIntervalSeconds: handler.pollSeconds ?? 2 }, async ([job]: Job<unknown>[]) => {
        if (job) await run(job.data, job.signal);
      });
    }
  }
  return {
    stop: async (timeoutMs) => {
      delete kept.gigatillBoss;
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
