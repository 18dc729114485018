import 'server-only';
import { checkAlerts } from '@/lib/alerts';
import { sealAuditEvents } from '@/lib/audit';
import { runAutoTopUps } from '@/lib/auto-top-up';
import { resumeBulks, runBulk } from '@/lib/bulk';
import { systemContext } from '@/lib/core/actor';
import { costSales } from '@/lib/costs';
import { drainStandings, keepAllStandings } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { databaseTrouble } from '@/lib/infra/db-errors';
import { IDEMPOTENCY_KEY_DAYS } from '@/lib/infra/idempotency';
import { startJobs } from '@/lib/infra/jobs';
import { log } from '@/lib/infra/log';
import { runLedgerCheck } from '@/lib/ledger';
import { sendMail } from '@/lib/mail';
import { drainSubmissions, noteReadings, submitOrder, sweepOrders } from '@/lib/orders';
import { keepDifferences, proveOrders } from '@/lib/reconciliation';
import { keepStock } from '@/lib/stock';
import { reviveDeadRuns, runSync, scheduleDueSyncs } from '@/lib/sync';
import { keepRankings } from '@/lib/usage';
import { deliverWebhook } from '@/lib/webhooks';

const SWEEP_MS = 5_000;
const HEARTBEAT_MS = 15_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const STOP_MS = 15_000;

/** Runs `work` again and again, `pauseMs` after it ended; an error is logged and does not end the loop. */
function every(name: string, pauseMs: number, work: () => Promise<void>): { stop: () => Promise<void> } {
  let stopped = false;
  let away = false;
  let wake = () => {};
  const loop = async () => {
    while (!stopped) {
      await work().then(
        () => (away = false),
        (error: unknown) => {
          // One line for a database that is away, not one every few seconds.
          const isAway = databaseTrouble(error) === 'away';
          if (!isAway) log().error({ err: error }, `${name} failed`);
          else if (!away) log().warn({ err: error }, `${name} waits for the database`);
          away = isAway;
        },
      );
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = loop();
  return {
    stop: () => {
      stopped = true;
      wake();
      return running;
    },
  };
}

async function beat(): Promise<void> {
  const value = { at: new Date().toISOString(), pid: process.pid };
  await db().setting.upsert({
    where: { key: 'worker.heartbeat' },
    create: { key: 'worker.heartbeat', value },
    update: { value },
  });
}

async function nightlyLedgerCheck(): Promise<void> {
  const { ok, problems } = await runLedgerCheck();
  if (!ok) log().error({ problems: problems.slice(0, 5) }, 'the ledger check found problems');
}

/** Rows that nobody needs any more. */
async function keepHouse(): Promise<void> {
  const before = (days: number) => new Date(Date.now() - days * 86_400_000);
  await db().idempotencyKey.deleteMany({ where: { createdAt: { lt: before(IDEMPOTENCY_KEY_DAYS) } } });
  await db().session.deleteMany({ where: { expiresAt: { lt: before(30) } } });
  await db().userToken.deleteMany({ where: { expiresAt: { lt: before(30) } } });
  await db().mail.deleteMany({ where: { createdAt: { lt: before(30) } } });
  await db().webhookDelivery.deleteMany({ where: { createdAt: { lt: before(90) } } });
}

/** Starts all background work of this process: jobs, their schedules, and the sweep that makes good what crashes left. */
export async function startWorker(): Promise<{ stop: () => Promise<void> }> {
  const jobs = await startJobs(
    {
      'order-submit': { concurrency: 4, pollSeconds: 1, run: ({ orderId }) => submitOrder(orderId) },
      'bulk-run': { concurrency: 2, pollSeconds: 1, run: ({ jobId }, signal) => runBulk(jobId, signal) },
      sync: { concurrency: 2, run: ({ runId }, signal) => runSync(runId, { signal }) },
      'sync-schedule': { concurrency: 1, run: () => scheduleDueSyncs() },
      'audit-seal': { concurrency: 1, run: async () => void (await sealAuditEvents()) },
      'ledger-check': { concurrency: 1, run: nightlyLedgerCheck },
      housekeeping: { concurrency: 1, run: keepHouse },
      'webhook-deliver': { concurrency: 4, batch: 4, run: ({ deliveryId }) => deliverWebhook(BigInt(deliveryId)) },
      'mail-send': { concurrency: 1, run: ({ mailId }) => sendMail(mailId) },
    },
    [
      { queue: 'sync-schedule', cron: '* * * * *' },
      { queue: 'audit-seal', cron: '* * * * *' },
      { queue: 'ledger-check', cron: '15 3 * * *' },
      { queue: 'housekeeping', cron: '45 3 * * *' },
    ],
  );
  const loops = [
    every('order sweep', SWEEP_MS, () => sweepOrders(systemContext('order sweep'))),
    every('rankings of usage', SWEEP_MS, () => keepRankings(new Date())),
    every('taking over syncs', SWEEP_MS, reviveDeadRuns),
    every('proof of unknown orders', SWEEP_MS, () => proveOrders(systemContext('reconciliation'))),
    every('resuming bulk top-ups', MINUTE_MS, resumeBulks),
    every('automatic top-ups', MINUTE_MS, () => runAutoTopUps()),
    every('comparison with the providers’ records', MINUTE_MS, () => keepDifferences()),
    every('alerts', MINUTE_MS, () => checkAlerts()),
    every('residuals around orders', MINUTE_MS, () => noteReadings()),
    every('cost of sales', MINUTE_MS, () => costSales()),
    every('stock', MINUTE_MS, () => keepStock()),
    every('order of customers', HOUR_MS, keepAllStandings),
    every('heartbeat', HEARTBEAT_MS, beat),
  ];
  return {
    stop: async () => {
      // At once: while a sweep still waits for a provider, no further job may be taken.
      await Promise.all([jobs.stop(STOP_MS), ...loops.map((loop) => loop.stop())]);
      await drainSubmissions();
      await drainStandings();
    },
  };
}
