import { recordAudit } from '@/lib/audit';
import { actorKey, agentScope, type Context, isAdmin, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { db, inTransaction } from '@/lib/infra/db';
import { enqueue } from '@/lib/infra/jobs';
import { getBulk } from './get-bulk';
import type { BulkDto } from './schemas';

/** Prices and residuals of a preview are believed for a day. */
const PREVIEW_MS = 86_400_000;

/**
 * Starts what was previewed: its good rows become orders one by one, in the background. Only its maker may.
 * Started again it goes on as it is. Throws `not_found`, `forbidden`, `invalid_state`.
 */
export async function startBulk(ctx: Context, input: { id: number }): Promise<BulkDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  const job = await getBulk(ctx, input);
  if (!job.mine) throw new AppError('forbidden', 'Only who checked these rows can start them.');
  if (job.status === 'running') return job;
  if (job.status !== 'preview') throw new AppError('invalid_state', 'These rows were ordered or cancelled already.');
  if (job.good === 0) throw new AppError('invalid_state', 'No row can be ordered.');
  if (ctx.now().getTime() - Date.parse(job.createdAt) > PREVIEW_MS) {
    throw new AppError('invalid_state', 'This check is older than a day. Check the rows again.');
  }
  await inTransaction(async (tx) => {
    const { count } = await tx.bulkJob.updateMany({
      where: { id: input.id, status: 'preview', madeBy: actorKey(ctx.actor) },
      data: { status: 'running', startedAt: ctx.now() },
    });
    if (count === 0) return;
    await recordAudit(tx, ctx, {
      action: 'bulk.started',
      entity: 'bulk',
      entityId: input.id,
      agentId: agentScope(ctx.actor),
      after: { rows: job.good, gb: job.totalGb, prices: job.totalPrices },
    });
    await enqueue('bulk-run', { jobId: input.id }, { tx, singletonKey: String(input.id) });
  });
  return getBulk(ctx, input);
}

/**
 * Leaves out the rows that are no orders yet; the few that are being made at this moment still become some. Its maker
 * and admins may. Throws `not_found`, `forbidden`, `invalid_state`.
 */
export async function cancelBulk(ctx: Context, input: { id: number }): Promise<BulkDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  const job = await getBulk(ctx, input);
  if (!job.mine && !isAdmin(ctx.actor)) throw new AppError('forbidden', 'Only who checked these rows can cancel them.');
  await inTransaction(async (tx) => {
    const { count } = await tx.bulkJob.updateMany({
      where: { id: input.id, status: { in: ['preview', 'running'] } },
      data: { status: 'cancelled', finishedAt: ctx.now() },
    });
    if (count === 0) throw new AppError('invalid_state', 'This bulk top-up is over already.');
    await recordAudit(tx, ctx, {
      action: 'bulk.cancelled',
      entity: 'bulk',
      entityId: input.id,
      agentId: agentScope(ctx.actor),
      before: { handled: job.handled },
    });
  });
  return getBulk(ctx, input);
}

/** Hands what should run to the workers again: one may have died. What waits or runs is not handed over twice. */
export async function resumeBulks(): Promise<void> {
  const running = await db().bulkJob.findMany({ where: { status: 'running' }, select: { id: true }, take: 100 });
  for (const { id } of running) await enqueue('bulk-run', { jobId: id }, { singletonKey: String(id) });
}
