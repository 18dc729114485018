import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { db, inTransaction, type Tx } from '@/lib/infra/db';
import { adoptOrder } from '@/lib/orders';
import { recordQuantity } from './list-provider-records';
import { orderOfRecord } from './record-of-order';
import type { AdoptInput, ExplainInput } from './schemas';

async function close(tx: Tx, ctx: Context, id: number, resolution: string): Promise<boolean> {
  const { count } = await tx.discrepancy.updateMany({
    where: { id, resolvedAt: null },
    data: { resolvedAt: ctx.now(), resolvedBy: actorKey(ctx.actor), resolution },
  });
  if (count === 0) return false;
  await recordAudit(tx, ctx, {
    action: 'discrepancy.resolved',
    entity: 'discrepancy',
    entityId: id,
    after: { resolution },
  });
  return true;
}

function closedMeanwhile(): AppError {
  return new AppError('invalid_state', 'This difference was closed in the meantime.');
}

/** Throws `invalid_state` where an order of ours accounts for the record by now, also one whose call is out: it is no other act. */
async function assertNobodys(id: number): Promise<void> {
  const found = await db().discrepancy.findUnique({ where: { id }, select: { recordId: true, accountId: true } });
  if (!found || found.recordId === null || found.accountId === null) return;
  const record = await db().providerRecord.findUnique({ where: { id: found.recordId } });
  if (!record || record.orderId !== null) return;
  const orderId = await orderOfRecord(record, found.accountId);
  if (orderId === null) return;
  throw new AppError('invalid_state', `Order #${orderId} accounts for this by now: nothing was adopted.`);
}

/** An admin has found out why ours and theirs differ: the difference is closed with the note. Throws `invalid_state` when it was closed before. */
export async function explainDiscrepancy(ctx: Context, input: ExplainInput): Promise<{ id: string }> {
  requireRole(ctx.actor, 'admin');
  await inTransaction(async (tx) => {
    if ((await tx.discrepancy.count({ where: { id: input.id } })) === 0) throw notFound('The difference');
    if (!(await close(tx, ctx, input.id, input.note))) throw closedMeanwhile();
  });
  return { id: String(input.id) };
}

/**
 * Makes an order of ours out of a recharge or deduct that was made on the provider's own site; the record is its proof.
 * With `charge` who pays for the account is charged at the price of the record's day. The same again gives the order that was made.
 * Throws `invalid_state` for what cannot be adopted, `insufficient_funds`.
 */
export async function adoptRecord(ctx: Context, input: AdoptInput): Promise<{ orderId: string }> {
  requireRole(ctx.actor, 'admin');
  await assertNobodys(input.id);
  return inTransaction(async (tx) => {
    const found = await tx.discrepancy.findUnique({ where: { id: input.id } });
    if (!found) throw notFound('The difference');
    const cannot = new AppError('invalid_state', 'Only a recharge or deduct of a known account can become an order.');
    if (found.kind !== 'only_provider' || found.recordId === null || found.accountId === null) throw cannot;
    // Locked: of two who adopt it at once one makes the order, and the other is given it.
    const [locked] = await tx.$queryRaw<{ order_id: number | null }[]>`
      SELECT order_id FROM provider_record WHERE id = ${found.recordId} FOR UPDATE`;
    if (!locked) throw notFound('The record');
    if (locked.order_id !== null) return { orderId: String(locked.order_id) };
    if (found.resolvedAt !== null) throw closedMeanwhile();
    const record = await tx.providerRecord.findUniqueOrThrow({ where: { id: found.recordId } });
    const quantity = recordQuantity(record);
    if (!quantity || quantity.amount === 0n) throw cannot;
    const orderId = await adoptOrder(tx, ctx, {
      accountId: found.accountId,
      quantity,
      at: record.at,
      charge: input.charge,
      record: { id: record.id, externalOrderId: record.externalOrderId, operator: record.operator },
    });
    await tx.providerRecord.update({ where: { id: record.id }, data: { orderId }, select: { id: true } });
    if (!(await close(tx, ctx, found.id, `Adopted as order ${orderId}.`))) throw closedMeanwhile();
    return { orderId: String(orderId) };
  });
}
