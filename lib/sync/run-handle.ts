import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { SyncRun } from '@/generated/prisma/client';
import { db, fromDbDay } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import type { SqlRunner } from '@/lib/infra/sql';
import type { PageToken, UsageWindow } from '@/lib/providers/port';
import { STALE_AFTER_SECONDS } from './internal';

/** In this order; a run that is taken up again goes on with the step that it was in. */
export const SYNC_STEPS = ['accounts', 'balances', 'usage', 'totals', 'records', 'statistics'] as const;
export type SyncStep = (typeof SYNC_STEPS)[number];

const checkpointSchema = z.object({
  step: z.enum(SYNC_STEPS).catch('accounts'),
  /** The next page of a list, or the last account that was read where each is read alone. */
  page: z.object({ page: z.number(), total: z.number() }).nullable().catch(null),
  after: z.number().nullable().catch(null),
  /** Which part of the window is being read, and how many rows the parts before it had. */
  part: z.number().catch(0),
  rowsBefore: z.number().catch(0),
});
type Checkpoint = z.infer<typeof checkpointSchema>;

export type SyncProgress = {
  step: SyncStep;
  done: number;
  total: number;
  unit: string;
  rowsRead: number;
  rowsChanged: number;
};

/** Thrown where the run is to stop between two pages: the process ends, or another one has taken the run over. */
export class RunStopped extends Error {
  override name = 'RunStopped';
}

const HEARTBEAT_MS = 5_000;

/** One process's hold on a run: its place, its progress, and the proof that the run is still ours. */
export class RunHandle {
  readonly id: number;
  readonly connectionId: number;
  readonly window: UsageWindow;
  readonly isScheduled: boolean;
  /** When this run began, at its first start: no reading of it is older. */
  readonly startedAt: Date;
  readonly #owner: string;
  readonly #signal: AbortSignal | undefined;
  readonly #onProgress: ((progress: SyncProgress) => void) | undefined;
  #checkpoint: Checkpoint;
  #progress: SyncProgress;
  #heartbeat: NodeJS.Timeout;

  constructor(
    row: SyncRun,
    owner: string,
    options: { signal?: AbortSignal | undefined; onProgress?: ((progress: SyncProgress) => void) | undefined },
  ) {
    this.id = row.id;
    this.connectionId = row.connectionId;
    this.window = { from: fromDbDay(row.fromDay), to: fromDbDay(row.toDay) };
    this.isScheduled = row.trigger === 'schedule';
    this.startedAt = row.startedAt ?? new Date();
    this.#owner = owner;
    this.#signal = options.signal;
    this.#onProgress = options.onProgress;
    this.#checkpoint = checkpointSchema.parse(row.checkpoint ?? {});
    const { done, total, unit, rowsRead, rowsChanged } = row;
    this.#progress = { step: this.#checkpoint.step, done, total, unit, rowsRead, rowsChanged };
    this.#heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  get progress(): SyncProgress {
    return this.#progress;
  }

  get owner(): string {
    return this.#owner;
  }

  /** Throws RunStopped when this process is to stop. Call it between pages. */
  assertMayGoOn(): void {
    if (this.#signal?.aborted) throw new RunStopped('this process is stopping');
  }

  /** Waits, unless this process is to stop: then it throws RunStopped. */
  async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, this.#signal ? { signal: this.#signal } : {}).catch(() => undefined);
    this.assertMayGoOn();
  }

  /**
   * Notes how far the run has come, in the transaction that stored the page: after a crash it goes on right behind it.
   * Throws RunStopped when another process has taken the run over meanwhile.
   */
  async advance(
    tx: SqlRunner | undefined,
    checkpoint: Partial<Checkpoint>,
    progress: Partial<SyncProgress> = {},
  ): Promise<void> {
    const next = { ...this.#checkpoint, ...checkpoint };
    const step = next.step;
    const now = { ...this.#progress, ...progress, step };
    const stored = JSON.stringify({ ...next, owner: this.#owner });
    const count = await (tx ?? db()).$executeRaw`
      UPDATE sync_run SET checkpoint = ${stored}::jsonb, heartbeat_at = now(), done = ${now.done}, total = ${now.total},
        unit = ${now.unit}, rows_read = ${now.rowsRead}, rows_changed = ${now.rowsChanged}
      WHERE id = ${this.id} AND status = 'running' AND checkpoint->>'owner' = ${this.#owner}`;
    if (count === 0) throw new RunStopped('another process has taken this run over');
    this.#checkpoint = next;
    this.#progress = now;
    this.#onProgress?.(now);
  }

  /** Ends this process's hold. */
  close(): void {
    clearInterval(this.#heartbeat);
  }

  async #beat(): Promise<void> {
    try {
      await db().$executeRaw`
        UPDATE sync_run SET heartbeat_at = now()
        WHERE id = ${this.id} AND status = 'running' AND checkpoint->>'owner' = ${this.#owner}`;
    } catch (error) {
      log().warn({ err: error, runId: this.id }, 'a heartbeat of a sync was missed');
    }
  }
}

/** Takes a queued run, or one whose process has died. Null: it is being worked on, or has ended. */
export async function takeRun(
  runId: number,
  options: { signal?: AbortSignal | undefined; onProgress?: ((progress: SyncProgress) => void) | undefined },
): Promise<RunHandle | null> {
  const owner = randomUUID();
  const now = new Date(); // readings are dated by it, so it is the clock that dates their days
  const taken = await db().$executeRaw`
    UPDATE sync_run SET status = 'running', heartbeat_at = now(), started_at = coalesce(started_at, ${now}),
      checkpoint = coalesce(checkpoint, '{}'::jsonb) || jsonb_build_object('owner', ${owner}::text)
    WHERE id = ${runId} AND (status = 'queued' OR (status = 'running'
      AND (heartbeat_at IS NULL OR heartbeat_at < now() - make_interval(secs => ${STALE_AFTER_SECONDS}::float8))))`;
  if (taken === 0) return null;
  return new RunHandle(await db().syncRun.findUniqueOrThrow({ where: { id: runId } }), owner, options);
}

export type { PageToken };
