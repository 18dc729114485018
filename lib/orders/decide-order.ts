import { recordAudit } from '@/lib/audit';
import { personBehind } from '@/lib/billing';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { db, inTransaction } from '@/lib/infra/db';
import { enqueue } from '@/lib/infra/jobs';
import type { SqlRunner } from '@/lib/infra/sql';
import { submitSoon, waitAWhile } from './create-order';
import { openForOrder } from './find-target';
import { addOrderEvent, fetchOrder, toOrderDto } from './internal';
import { isStillTheirs } from './is-still-theirs';
import { beyondLeases } from './lease';
import type { OrderDto, OrderStatus, ResolveInput } from './schemas';
import { isReplaySafe } from './send-command';
import { residualBytes, settleOrder } from './settle-order';

function wrongState(status: OrderStatus, act: string): AppError {
  return new AppError('invalid_state', `An order that is ${status.replace('_', ' ')} cannot be ${act}.`);
}

/** The same, of an order as it is by now: who raced for it reads what the other one has made of it. */
async function outrun(ctx: Context, id: number, act: string): Promise<AppError> {
  return wrongState((await fetchOrder(ctx, id)).status, act);
}

/**
 * Locks the order, so that nobody takes it to be sent again from here on. Throws `invalid_state` while it is: what the answer
 * will be is not known, so nobody says it beforehand.
 */
async function assertNotOut(tx: SqlRunner, ctx: Context, id: number): Promise<void> {
  const [order] = await tx.$queryRaw<{ isOut: boolean | null }[]>`
    SELECT status = 'unknown' AND lease_until > ${ctx.now()} AND lease_until <= ${beyondLeases(ctx.now())} AS "isOut"
    FROM "order" WHERE id = ${id} FOR NO KEY UPDATE`;
  if (!order?.isOut) return;
  throw new AppError(
    'invalid_state',
    'This order is being sent again at this moment. Look at it again in half a minute.',
  );
}

async function current(ctx: Context, id: number): Promise<OrderDto> {
  return toOrderDto(ctx.actor, await fetchOrder(ctx, id));
}

/** An admin who did not make the order lets it go out. */
export async function approveOrder(ctx: Context, input: { id: number }): Promise<OrderDto> {
  requireRole(ctx.actor, 'admin');
  const order = await fetchOrder(ctx, input.id);
  if (order.status !== 'awaiting_approval') throw wrongState(order.status, 'approved');
  const approver = actorKey(ctx.actor);
  if ([approver, await personBehind(db(), approver)].includes(order.madeBy)) {
    throw new AppError('forbidden', 'Somebody else has to approve this order.');
  }
  await openForOrder(order.connectionId);
  const done = await inTransaction(async (tx) => {
    const { count } = await tx.order.updateMany({
      where: { id: order.id, status: 'awaiting_approval' },
      data: { status: 'queued', approvedBy: approver },
    });
    if (count === 0) return false;
    // The new owner's traffic is not the old one's to pay.
    if (!(await isStillTheirs(tx, order.id))) {
      throw new AppError('invalid_state', 'The account belongs to another customer now.');
    }
    await addOrderEvent(tx, ctx, { orderId: order.id, from: 'awaiting_approval', to: 'queued', detail: 'Approved' });
    await recordAudit(tx, ctx, {
      action: 'order.approved',
      entity: 'order',
      entityId: order.id,
      agentId: order.agentId,
    });
    await enqueue('order-submit', { orderId: order.id }, { tx, startAfter: new Date(Date.now() + 5_000) });
    return true;
  });
  if (!done) throw await outrun(ctx, order.id, 'approved');
  await waitAWhile(submitSoon(order.id));
  return current(ctx, order.id);
}

/** Takes an order back while nothing was sent. The hold is released. */
export async function cancelOrder(ctx: Context, input: { id: number }): Promise<OrderDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  const order = await fetchOrder(ctx, input.id);
  const done = await inTransaction((tx) =>
    settleOrder(tx, ctx, {
      orderId: order.id,
      from: ['awaiting_approval', 'queued'],
      to: 'cancelled',
      detail: 'Cancelled before anything was sent',
    }),
  );
  if (!done) throw await outrun(ctx, order.id, 'cancelled');
  return current(ctx, order.id);
}

/** Sends a replay-safe unknown order again now, under the same reference. Others are never sent again. */
export async function retryOrder(ctx: Context, input: { id: number }): Promise<OrderDto> {
  requireRole(ctx.actor, 'admin');
  const order = await fetchOrder(ctx, input.id);
  if (order.status !== 'unknown') throw wrongState(order.status, 'sent again');
  const { adapter } = await openForOrder(order.connectionId);
  if (!isReplaySafe(adapter, order)) {
    throw new AppError(
      'invalid_state',
      'Sending this order again could apply it twice. It is settled from the provider’s records, or by an admin.',
    );
  }
  const done = await inTransaction(async (tx) => {
    const data = { nextAttemptAt: ctx.now() };
    const { count } = await tx.order.updateMany({ where: { id: order.id, status: 'unknown' }, data });
    if (count === 0) return false;
    await recordAudit(tx, ctx, {
      action: 'order.retried',
      entity: 'order',
      entityId: order.id,
      agentId: order.agentId,
    });
    return true;
  });
  if (!done) throw await outrun(ctx, order.id, 'sent again');
  await waitAWhile(submitSoon(order.id, true));
  return current(ctx, order.id);
}

/** An admin who has looked at the provider settles an unknown order by hand; not while it is being sent again. */
export async function resolveOrder(ctx: Context, input: { id: number } & ResolveInput): Promise<OrderDto> {
  requireRole(ctx.actor, 'admin');
  const order = await fetchOrder(ctx, input.id);
  const done = await inTransaction(async (tx) => {
    await assertNotOut(tx, ctx, order.id);
    return settleOrder(tx, ctx, {
      orderId: order.id,
      from: ['unknown'],
      to: input.outcome,
      detail: `Settled by hand: ${input.note}`,
      evidence: {
        kind: 'manual',
        at: ctx.now().toISOString(),
        recordIds: [],
        residualBefore: residualBytes(order, order.residualBefore),
        residualAfter: residualBytes(order, order.residualAfter),
        note: input.note,
      },
    });
  });
  if (!done) throw await outrun(ctx, order.id, 'settled by hand');
  return current(ctx, order.id);
}
