import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { inTransaction } from '@/lib/infra/db';
import { type AdjustmentRow, fetchAdjustment, toAdjustmentDto } from './adjustment-row';
import type { AdjustmentDto, DeclineInput } from './adjustment-schemas';
import { lockAccount } from './make-adjustment';
import { personBehind } from './person-behind';
import { postAdjustment } from './post-adjustment';

async function decide(
  ctx: Context,
  row: AdjustmentRow,
  decision: { status: 'posted' | 'declined'; note: string | null },
): Promise<void> {
  await inTransaction(async (tx) => {
    const account = await lockAccount(tx, row.billingAccountId);
    if (decision.status === 'posted') {
      const [maker, decider] = [await personBehind(tx, row.madeBy), await personBehind(tx, actorKey(ctx.actor))];
      if (maker === decider) throw new AppError('forbidden', 'Somebody else has to approve this adjustment.');
    }
    const { count } = await tx.adjustment.updateMany({
      where: { id: row.id, status: 'awaiting_approval' },
      data: {
        status: decision.status,
        decidedBy: actorKey(ctx.actor),
        decidedByName: ctx.actor.name,
        decisionNote: decision.note,
        decidedAt: ctx.now(),
      },
    });
    if (count === 0) {
      const { status } = await tx.adjustment.findUniqueOrThrow({ where: { id: row.id }, select: { status: true } });
      throw new AppError('invalid_state', `This adjustment is ${status} already.`);
    }
    if (decision.status === 'posted') {
      const transactionId = await postAdjustment(tx, ctx, row);
      await tx.adjustment.update({ where: { id: row.id }, data: { transactionId }, select: { id: true } });
    }
    await recordAudit(tx, ctx, {
      action: decision.status === 'posted' ? 'adjustment.approved' : 'adjustment.declined',
      entity: 'adjustment',
      entityId: row.id,
      agentId: account.agentId,
      after: { amount: row.amount, currency: row.currency, ...(decision.note ? { note: decision.note } : {}) },
    });
  });
}

/** Another administrator than the maker lets an adjustment be posted. Throws `forbidden`, `invalid_state`, `not_found`. */
export async function approveAdjustment(ctx: Context, input: { id: number }): Promise<AdjustmentDto> {
  requireRole(ctx.actor, 'admin');
  await decide(ctx, await fetchAdjustment(ctx, input.id), { status: 'posted', note: null });
  return toAdjustmentDto(ctx, input.id);
}

/** Refuses an adjustment that waits; the maker may take it back this way. Nothing is posted. Throws `invalid_state`. */
export async function declineAdjustment(ctx: Context, input: { id: number } & DeclineInput): Promise<AdjustmentDto> {
  requireRole(ctx.actor, 'admin');
  await decide(ctx, await fetchAdjustment(ctx, input.id), { status: 'declined', note: input.note || null });
  return toAdjustmentDto(ctx, input.id);
}
