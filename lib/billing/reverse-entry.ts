import { type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { db, inTransaction } from '@/lib/infra/db';
import { fetchAdjustment, toAdjustmentDto } from './adjustment-row';
import type { AdjustmentDto, ReversalInput } from './adjustment-schemas';
import { lockAccount, writeAdjustment } from './make-adjustment';

type Entry = { transactionId: bigint; billingAccountId: number; amount: bigint; name: string };

/** Takes an entry back once: asked for again, also at the same time, it is the same reversal. */
async function reverse(ctx: Context, entry: Entry, reason: string) {
  return inTransaction(async (tx) => {
    const account = await lockAccount(tx, entry.billingAccountId);
    const reverses = entry.transactionId;
    const earlier = await tx.adjustment.findMany({ where: { reverses }, select: { id: true, status: true } });
    const live = earlier.find(({ status }) => status !== 'declined');
    if (live) return { adjustment: await toAdjustmentDto(ctx, live.id, tx), created: false };
    const again = earlier.length === 0 ? '' : ` (${earlier.length + 1})`;
    const id = await writeAdjustment(tx, ctx, account, {
      amount: -entry.amount,
      reason,
      reference: `${entry.name}${again}`,
      reverses,
    });
    return { adjustment: await toAdjustmentDto(ctx, id, tx), created: true };
  });
}

/**
 * Takes a wrong payment back by its opposite, for a reason. Above the limit it waits for another administrator. `created`
 * is false when it was asked for before. Throws `not_found`.
 */
export async function reversePayment(
  ctx: Context,
  input: { id: number } & ReversalInput,
): Promise<{ adjustment: AdjustmentDto; created: boolean }> {
  requireRole(ctx.actor, 'admin');
  const payment = await db().payment.findUnique({ where: { id: input.id } });
  if (!payment) throw notFound('The payment');
  const { transactionId, billingAccountId, amount } = payment;
  // The number beside the reference: the name stays unique whatever adjustments are called.
  const name = `Payment ${payment.reference.slice(0, 150)} (no. ${payment.id})`;
  return reverse(ctx, { transactionId, billingAccountId, amount, name }, input.reason);
}

/** The same for an adjustment that was posted. Throws `invalid_state` for any other, and for a reversal. */
export async function reverseAdjustment(
  ctx: Context,
  input: { id: number } & ReversalInput,
): Promise<{ adjustment: AdjustmentDto; created: boolean }> {
  requireRole(ctx.actor, 'admin');
  const row = await fetchAdjustment(ctx, input.id);
  if (row.transactionId === null)
    throw new AppError('invalid_state', 'Only an adjustment that was posted can be reversed.');
  if (row.reverses !== null) {
    throw new AppError('invalid_state', 'A reversal stays. Enter the payment or adjustment again instead.');
  }
  const { transactionId, billingAccountId, amount } = row;
  const name = `Adjustment ${row.reference.slice(0, 150)} (no. ${row.id})`;
  return reverse(ctx, { transactionId, billingAccountId, amount, name }, input.reason);
}
