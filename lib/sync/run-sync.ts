import { setTimeout as sleep } from 'node:timers/promises';
import { adviceFor, noteHealth, openAdapter } from '@/lib/connections';
import { systemContext } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { db, inTransaction } from '@/lib/infra/db';
import { databaseTrouble } from '@/lib/infra/db-errors';
import { log } from '@/lib/infra/log';
import { ProviderError } from '@/lib/providers/errors';
import { emitEvent } from '@/lib/webhooks';
import { type RunHandle, RunStopped, type SyncProgress, takeRun } from './run-handle';
import { takeSteps } from './run-steps';

/** A sync is in no hurry: it waits for the next minutes of the budget. */
const PATIENCE_MS = 130_000;

const FOLLOW_EVERY_MS = 500;

export type RunSyncOptions = {
  /** Stops the run between two pages; it goes on from there when it is taken up again. */
  signal?: AbortSignal;
  onProgress?: (progress: SyncProgress) => void;
};

/** Only while the run is still ours. */
const ours = (run: RunHandle) => ({
  id: run.id,
  status: 'running' as const,
  checkpoint: { path: ['owner'], equals: run.owner },
});

async function succeed(run: RunHandle): Promise<void> {
  const now = new Date();
  await inTransaction(async (tx) => {
    const { count } = await tx.syncRun.updateMany({
      where: ours(run),
      data: { status: 'succeeded', finishedAt: now, error: null, errorKind: null },
    });
    if (count === 0) throw new RunStopped('the run had ended already');
    await tx.connection.update({ where: { id: run.connectionId }, data: { lastSyncedAt: now }, select: { id: true } });
  });
}

/** What a person is told: what went wrong, and what to do. */
function sentenceFor(error: unknown): { text: string; kind: string } {
  if (error instanceof ProviderError) return { text: adviceFor(error), kind: error.kind };
  if (error instanceof AppError) return { text: error.message, kind: error.code };
  return {
    text: 'The sync failed for a reason of our own. Start it again; if it fails again, see the log.',
    kind: 'internal',
  };
}

async function fail(run: RunHandle, error: unknown): Promise<void> {
  const { text, kind } = sentenceFor(error);
  const ctx = systemContext('sync');
  await inTransaction(async (tx) => {
    const { count } = await tx.syncRun.updateMany({
      where: ours(run),
      data: { status: 'failed', finishedAt: ctx.now(), error: text, errorKind: kind },
    });
    if (count === 0) return;
    await emitEvent(tx, ctx, {
      event: 'sync.failed',
      data: { syncRunId: String(run.id), connectionId: String(run.connectionId), error: text, errorKind: kind },
    });
  });
}

/** Lets go of a run so that the next process, or the next try, can take it at once. */
async function release(run: RunHandle): Promise<void> {
  await db().$executeRaw`
    UPDATE sync_run SET status = 'queued', heartbeat_at = NULL
    WHERE id = ${run.id} AND status = 'running' AND checkpoint->>'owner' = ${run.owner}`;
}

/** What says nothing about the provider: the run goes on later, here or in another process. */
function isOurOwnLimit(error: unknown): boolean {
  if (error instanceof ProviderError) return error.kind === 'budget';
  return error instanceof RunStopped || databaseTrouble(error) === 'away';
}

async function work(run: RunHandle): Promise<void> {
  try {
    const fault = await takeSteps(run, await openAdapter(run.connectionId, { patienceMs: PATIENCE_MS }));
    if (!fault) {
      await succeed(run);
      return;
    }
    await fail(run, fault);
    // The steps after it went well, which must not make it look as if nothing were wrong.
    await noteHealth(run.connectionId, fault);
  } catch (error) {
    if (isOurOwnLimit(error)) {
      await release(run);
      throw error;
    }
    if (!(error instanceof ProviderError)) log().error({ err: error, runId: run.id }, 'a sync failed');
    await fail(run, error);
  } finally {
    run.close();
  }
}

/** Waits for the end of a run that another process works on, and tells its progress. */
async function follow(runId: number, options: RunSyncOptions): Promise<void> {
  while (!options.signal?.aborted) {
    const row = await db().syncRun.findUniqueOrThrow({ where: { id: runId } });
    const { done, total, unit, rowsRead, rowsChanged } = row;
    options.onProgress?.({ step: 'usage', done, total, unit, rowsRead, rowsChanged });
    if (row.status === 'succeeded' || row.status === 'failed') return;
    // It may have been let go of.
    const run = await takeRun(runId, options);
    if (run) return work(run);
    await sleep(FOLLOW_EVERY_MS);
  }
}

/**
 * Works on a run to its end, whose outcome the run itself tells. One that another process works on is left to it by a job
 * (which gives a `signal`) and waited for by everybody else. Throws when it was stopped: then it is queued again.
 */
export async function runSync(runId: number, options: RunSyncOptions = {}): Promise<void> {
  const run = await takeRun(runId, options);
  if (run) return work(run);
  if ((await db().syncRun.count({ where: { id: runId } })) === 0) throw notFound('The sync run');
  if (options.onProgress || !options.signal) await follow(runId, options);
}
