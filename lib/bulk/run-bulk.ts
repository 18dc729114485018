import { recordAudit } from '@/lib/audit';
import { type Context, systemContext } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { db, inTransaction, Prisma } from '@/lib/infra/db';
import { createOrder, makerContext } from '@/lib/orders';
import { rowKey, rowKeySql } from './row-key';

/** Rows that become orders side by side. */
const SIDE_BY_SIDE = 4;

type Row = { no: number; account_id: number | null; gb: bigint | null; note: string | null; known: number[] };
type Next = { madeBy: string; guarded: boolean; rows: Row[] };

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

const SIMILAR =
  'The account was topped up by another order after these rows were checked, so this one was left out. Check it again if it is wanted.';

async function orderRow(maker: Context, jobId: number, { guarded }: Next, row: Row): Promise<void> {
  const { no, account_id: accountId, gb, note, known } = row;
  const where = { jobId_no: { jobId, no } };
  if (accountId === null || gb === null) throw new Error(`row ${no} of bulk top-up ${jobId} was never judged`);
  try {
    const input = { type: 'top_up' as const, accountId, amountGb: gb, note };
    const guard = guarded ? { knownSimilar: known } : {};
    const { order } = await createOrder(maker, input, { idempotencyKey: rowKey(jobId, no), ...guard });
    await db().bulkRow.update({ where, data: { orderId: Number(order.id), problem: null }, select: { no: true } });
  } catch (error) {
    if (mayPass(error) || !(error instanceof AppError)) throw error;
    // The others go on: this one's reason stands beside it.
    const problem = error.code === 'similar_order' ? SIMILAR : error.message;
    await db().bulkRow.updateMany({ where: { jobId, no, orderId: null }, data: { problem } });
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

/**
 * The next rows, of each account only the first: what an earlier row of these ordered is then known to the later one, and
 * is nothing that it must be asked about.
 */
async function nextRows(jobId: number): Promise<Next | null> {
  const job = await db().bulkJob.findUnique({
    where: { id: jobId, status: 'running' },
    select: { madeBy: true, guarded: true },
  });
  if (!job) return null;
  const rows = await db().$queryRaw<Row[]>(Prisma.sql`
    SELECT r.no, r.account_id, r.gb, r.note, r.similar_orders ||
      ARRAY(SELECT e.order_id FROM bulk_row e WHERE e.job_id = ${jobId} AND e.account_id = r.account_id AND e.order_id IS NOT NULL) AS known
    FROM (
      SELECT DISTINCT ON (account_id) * FROM bulk_row
      WHERE job_id = ${jobId} AND order_id IS NULL AND problem IS NULL AND again IS DISTINCT FROM 'no'
      ORDER BY account_id, no
    ) r ORDER BY r.no LIMIT ${SIDE_BY_SIDE}`);
  return { ...job, rows };
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
    const done = await Promise.allSettled(next.rows.map((row) => orderRow(maker, jobId, next, row)));
    for (const result of done) if (result.status === 'rejected') throw result.reason;
  }
  throw new Error(`bulk top-up ${jobId} was interrupted`);
}
