import { recordAudit } from '@/lib/audit';
import { actorKey, agentScope, type Context, isAdmin, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { db, inTransaction, Prisma } from '@/lib/infra/db';
import { enqueue } from '@/lib/infra/jobs';
import { similarSince } from '@/lib/orders';
import { getBulk } from './get-bulk';
import type { BulkDto, BulkStartInput } from './schemas';

/** Prices and residuals of a preview are believed for a day. */
const PREVIEW_MS = 86_400_000;

/** How many rows have become second top-ups since they were checked; they ask from now on. */
async function askAnew(ctx: Context, jobId: number): Promise<number> {
  return db().$executeRaw(Prisma.sql`
    WITH now AS (
      SELECT o.account_id, array_agg(o.id ORDER BY o.id DESC) AS ids FROM "order" o
      WHERE o.account_id IN (SELECT account_id FROM bulk_row WHERE job_id = ${jobId} AND problem IS NULL)
        AND o.type = 'top_up' AND o.created_at >= ${similarSince(ctx)} AND o.status NOT IN ('rejected', 'cancelled')
      GROUP BY o.account_id)
    UPDATE bulk_row r SET again = 'ask', similar_orders = r.similar_orders || now.ids,
      warning = concat_ws(' ', r.warning, 'Topped up since you checked, by order #' || now.ids[1] || '.')
    FROM now WHERE r.job_id = ${jobId} AND r.problem IS NULL AND r.account_id = now.account_id
      AND NOT r.similar_orders @> now.ids`);
}

async function assertStartable(ctx: Context, input: BulkStartInput, job: BulkDto): Promise<void> {
  if (job.status !== 'preview') throw new AppError('invalid_state', 'These rows were ordered or cancelled already.');
  if (ctx.now().getTime() - Date.parse(job.createdAt) > PREVIEW_MS) {
    throw new AppError('invalid_state', 'This check is older than a day. Check the rows again.');
  }
  const ticked = new Set(input.again);
  if (!job.data.some(({ state, no }) => state === 'waiting' || (state === 'again' && ticked.has(no)))) {
    throw new AppError('invalid_state', 'No row can be ordered.');
  }
  const news = await askAnew(ctx, input.id);
  if (news === 0) return;
  const rows = news === 1 ? 'One row was' : `${news} rows were`;
  throw new AppError('similar_order', `${rows} topped up since you checked. Tick what is to be topped up again.`);
}

/**
 * Starts what was previewed: its good rows become orders one by one, in the background; those that ask only if their
 * numbers are in `again`. Only its maker may. Started again it goes on as it is. Throws `not_found`, `forbidden`,
 * `invalid_state`, and `similar_order` where an account was topped up since the rows were checked.
 */
export async function startBulk(ctx: Context, input: BulkStartInput): Promise<BulkDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  const job = await getBulk(ctx, input);
  if (!job.mine) throw new AppError('forbidden', 'Only who checked these rows can start them.');
  if (job.status === 'running') return job;
  await assertStartable(ctx, input, job);
  await inTransaction(async (tx) => {
    const { count } = await tx.bulkJob.updateMany({
      where: { id: input.id, status: 'preview', madeBy: actorKey(ctx.actor) },
      data: { status: 'running', startedAt: ctx.now() },
    });
    if (count === 0) return;
    const asked = { jobId: input.id, again: 'ask' };
    await tx.bulkRow.updateMany({ where: { ...asked, no: { in: input.again } }, data: { again: 'yes' } });
    await tx.bulkRow.updateMany({ where: asked, data: { again: 'no' } });
    await recordAudit(tx, ctx, {
      action: 'bulk.started',
      entity: 'bulk',
      entityId: input.id,
      agentId: agentScope(ctx.actor),
      after: { rows: job.good, gb: job.totalGb, prices: job.totalPrices, again: input.again },
    });
    await enqueue('bulk-run', { jobId: input.id }, { tx, singletonKey: String(input.id) });
  });
  return getBulk(ctx, { id: input.id });
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
