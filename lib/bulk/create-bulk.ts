import { recordAudit } from '@/lib/audit';
import { actorKey, agentScope, type Context, requireRole } from '@/lib/core/actor';
import { canonicalJson } from '@/lib/core/canonical-json';
import { sha256 } from '@/lib/infra/crypto';
import { inTransaction } from '@/lib/infra/db';
import { claimIdempotencyKey } from '@/lib/infra/idempotency';
import { enqueue } from '@/lib/infra/jobs';
import { getBulk } from './get-bulk';
import { judgeRows } from './judge-rows';
import { keepRows } from './keep-rows';
import { rowsOf } from './parse-rows';
import type { BulkDto, BulkRowsInput } from './schemas';

/**
 * For programs: keeps rows and orders the good ones in the background, without the questions that a person is asked. The
 * same key and body again is the same job (`created` false). Throws `forbidden`, `idempotency_conflict`.
 */
export async function createBulk(
  ctx: Context,
  input: BulkRowsInput,
  options: { idempotencyKey: string },
): Promise<{ bulk: BulkDto; created: boolean }> {
  requireRole(ctx.actor, 'admin', 'agent');
  const judged = await judgeRows(ctx, rowsOf(input));
  const isAnyGood = judged.rows.some(({ problem }) => problem === null);
  const claim = await inTransaction(async (tx) => {
    const claimed = await claimIdempotencyKey(tx, {
      caller: actorKey(ctx.actor),
      key: options.idempotencyKey,
      bodyHash: sha256(canonicalJson(input)),
      resource: 'bulk',
      now: ctx.now(),
    });
    const { id } = claimed;
    if (!claimed.isNew) return claimed;
    await keepRows(tx, ctx, { ...judged, id, fileName: null, guarded: false });
    const started = { startedAt: ctx.now(), ...(isAnyGood ? {} : { finishedAt: ctx.now() }) };
    await tx.bulkJob.update({
      where: { id },
      data: { status: isAnyGood ? 'running' : 'finished', ...started },
      select: { id: true },
    });
    if (!isAnyGood) return claimed;
    await recordAudit(tx, ctx, {
      action: 'bulk.started',
      entity: 'bulk',
      entityId: id,
      agentId: agentScope(ctx.actor),
      after: { rows: judged.rows.length },
    });
    await enqueue('bulk-run', { jobId: id }, { tx, singletonKey: String(id) });
    return claimed;
  });
  return { bulk: await getBulk(ctx, { id: claim.id }), created: claim.isNew };
}
