import { openAdapter } from '@/lib/connections';
import { type Context, systemContext } from '@/lib/core/actor';
import { db, inTransaction } from '@/lib/infra/db';
import { submitSoon } from './create-order';
import { isReplaySafe } from './send-command';
import { markUnknown } from './submit-order';

/** How many orders one sweep takes of each kind; the next one comes within seconds. */
const BATCH = 50;
const FORGOTTEN_MS = 30_000;

/** Orders whose process died while a call was out: nobody knows what became of it. */
async function releaseDeadLeases(ctx: Context): Promise<void> {
  const dead = await db().order.findMany({
    where: { status: 'submitting', leaseUntil: { lt: ctx.now() } },
    select: { id: true },
    take: BATCH,
  });
  for (const { id } of dead) {
    await inTransaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ attempt_count: number }[]>`
        SELECT attempt_count FROM "order" WHERE id = ${id} AND status = 'submitting' AND lease_until < ${ctx.now()} FOR UPDATE`;
      if (!row) return;
      await markUnknown(tx, ctx, {
        orderId: id,
        attempts: row.attempt_count,
        detail: 'The server stopped while the call was out; whether it was applied is not known yet.',
      });
    });
  }
}

/** Queued orders that are due: those that their job has missed, and those that waited for room in the request budget. */
async function submitForgotten(ctx: Context): Promise<void> {
  const now = ctx.now();
  const queued = await db().order.findMany({
    where: {
      status: 'queued',
      OR: [
        { nextAttemptAt: null, createdAt: { lt: new Date(now.getTime() - FORGOTTEN_MS) } },
        { nextAttemptAt: { lte: now } },
      ],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: BATCH,
  });
  await Promise.all(queued.map(({ id }) => submitSoon(id, false, ctx)));
}

/** Unknown orders that are due, split by whether their command may be sent again. */
export async function dueUnknownOrders(ctx: Context): Promise<{ replaySafe: number[]; others: number[] }> {
  const due = await db().order.findMany({
    where: {
      status: 'unknown',
      AND: [
        { OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: ctx.now() } }] },
        { OR: [{ leaseUntil: null }, { leaseUntil: { lt: ctx.now() } }] },
      ],
    },
    select: { id: true, connectionId: true, type: true },
    orderBy: { nextAttemptAt: 'asc' },
    take: BATCH,
  });
  const result = { replaySafe: [] as number[], others: [] as number[] };
  for (const order of due) {
    const { adapter } = await openAdapter(order.connectionId);
    (isReplaySafe(adapter, order) ? result.replaySafe : result.others).push(order.id);
  }
  return result;
}

/** Makes good what crashes and lost answers left: no order stays in flight for ever. Safe to run anywhere, any time. */
export async function sweepOrders(ctx: Context = systemContext('order sweep')): Promise<void> {
  await releaseDeadLeases(ctx);
  await submitForgotten(ctx);
  const { replaySafe } = await dueUnknownOrders(ctx);
  await Promise.all(replaySafe.map((id) => submitSoon(id, true, ctx)));
}
