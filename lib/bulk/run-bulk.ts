import { recordAudit } from '@/lib/audit';
import { type Context, systemContext } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { db, inTransaction, Prisma } from '@/lib/infra/db';
import { createOrder, makerContext } from '@/lib/orders';
import { rowKey, rowKeySql } from './row-key';

/** Rows that become orders side by side. */
const SIDE_BY_SIDE = 4;

type Row = { no: number; accountId: number | null; gb: bigint | null; note: string | null };

/** Rows whose order was made as the process died, before it was written down here. */
async function adoptOrders(jobId: number): Promise<void> {
  await db().$executeRaw(Prisma.sql`
    UPDATE bulk_row r SET order_id = k.resource_id, problem = NULL
    FROM bulk_job j, idempotency_key k
    WHERE r.job_id = ${jobId} AND r.order_id IS NULL AND j.id = r.job_id
      AND k.caller = j.made_by AND k.key = ${rowKeySql} AND k.resource = 'order'`);
}

/** True where a later try may go another way; then the job fails and is run again. */
function mayPass(error: unknown): boolean {
  return !(error instanceof AppError) || error.retryable || error.status >= 500;
}

async function orderRow(maker: Context, jobId: number, row: Row): Promise<void> {
  const { no, accountId, gb, note } = row;
  const where = { jobId_no: { jobId, no } };
  if (accountId === null || gb === null) throw new Error(`row ${no} of bulk top-up ${jobId} was never judged`);
  try {
    const input = { type: 'top_up' as const, accountId, amountGb: gb, note };
    const { order } = await createOrder(maker, input, { idempotencyKey: rowKey(jobId, no) });
    await db().bulkRow.update({ where, data: { orderId: Number(order.id), problem: null }, select: { no: true } });
  } catch (error) {
    if (mayPass(error) || !(error instanceof AppError)) throw error;
    // The others go on: this one's reason stands beside it.
    await db().bulkRow.updateMany({ where: { jobId, no, orderId: null }, data: { problem: error.message } });
  }
}

async function end(ctx: Context, jobId: number, status: 'finished' | 'cancelled', why: string | null): Promise<void> {
  await inTransaction(async (tx) => {
    const { count } = await tx.bulkJob.updateMany({
      where: { id: jobId, status: 'running' },
      data: { status, stoppedWhy: why, finishedAt: ctx.now() },
    });
    if (count === 0) return;
    const { agentId } = await tx.bulkJob.findUniqueOrThrow({ where: { id: jobId } });
    const after = why === null ? {} : { why };
    await recordAudit(tx, ctx, { action: `bulk.${status}`, entity: 'bulk', entityId: jobId, agentId, after });
  });
}

async function nextRows(jobId: number): Promise<{ madeBy: string; rows: Row[] } | null> {
  const job = await db().bulkJob.findUnique({
    where: { id: jobId, status: 'running' },
    select: {
      madeBy: true,
      rows: {
        where: { orderId: null, problem: null },
        orderBy: { no: 'asc' },
        take: SIDE_BY_SIDE,
        select: { no: true, accountId: true, gb: true, note: true },
      },
    },
  });
  return job && { madeBy: job.madeBy, rows: job.rows };
}

/**
 * Makes orders of a job's rows, a few at a time, with its maker's rights as they are at that moment. Killed anywhere and
 * run again, or run twice at once, it makes no row twice: each has its own idempotency key. `signal` ends it between rows.
 */
export async function runBulk(
  jobId: number,
  signal?: AbortSignal,
  ctx: Context = systemContext('bulk top-up'),
): Promise<void> {
  await adoptOrders(jobId);
  while (!signal?.aborted) {
    const next = await nextRows(jobId);
    if (!next) return adoptOrders(jobId);
    if (next.rows.length === 0) return end(ctx, jobId, 'finished', null);
    const maker = await makerContext(ctx, next.madeBy, 'bulk');
    if (!maker) return end(ctx, jobId, 'cancelled', 'Who started it may no longer order.');
    const done = await Promise.allSettled(next.rows.map((row) => orderRow(maker, jobId, row)));
    for (const result of done) if (result.status === 'rejected') throw result.reason;
  }
  throw new Error(`bulk top-up ${jobId} was interrupted`);
}
