import { recordAudit } from '@/lib/audit';
import { actorKey, agentScope, type Context } from '@/lib/core/actor';
import type { Tx } from '@/lib/infra/db';
import type { Verdict } from './judge-rows';
import type { BulkChecks } from './schemas';

type Kept = {
  /** Given where an idempotency key has reserved it. */
  id?: number;
  fileName: string | null;
  /** Whether rows that top up again are to be ticked first. */
  guarded: boolean;
  rows: readonly Verdict[];
  checks: BulkChecks;
};

/** Writes a job with its judged rows, and its audit event. Nothing is ordered. Gives its id. */
export async function keepRows(tx: Tx, ctx: Context, { id, fileName, guarded, rows, checks }: Kept): Promise<number> {
  const job = await tx.bulkJob.create({
    data: {
      ...(id === undefined ? {} : { id }),
      madeBy: actorKey(ctx.actor),
      madeByName: ctx.actor.name,
      agentId: agentScope(ctx.actor),
      fileName,
      guarded,
      checks,
      createdAt: ctx.now(),
    },
    select: { id: true },
  });
  await tx.bulkRow.createMany({
    data: rows.map(({ amountText, isAgain, ...row }) => ({
      ...row,
      jobId: job.id,
      amountGb: amountText,
      again: guarded && isAgain ? 'ask' : null,
    })),
  });
  await recordAudit(tx, ctx, {
    action: 'bulk.previewed',
    entity: 'bulk',
    entityId: job.id,
    agentId: agentScope(ctx.actor),
    after: { rows: rows.length, refused: rows.filter(({ problem }) => problem !== null).length },
  });
  return job.id;
}
