import { openAdapter } from '@/lib/connections';
import { type Context, systemContext } from '@/lib/core/actor';
import { db, inTransaction } from '@/lib/infra/db';
import { submitSoon } from './create-order';
import type { OrderType } from './schemas';
import { isReplaySafe } from './send-command';
import { markUnknown } from './submit-order';

// The states are written out, not given as values: only then an index of the few that are not settled serves.

/** How many orders one sweep takes of each kind; the next one comes within seconds. */
const BATCH = 50;
const FORGOTTEN_MS = 30_000;

/** Orders whose process died while a call was out: nobody knows what became of it. */
async function releaseDeadLeases(ctx: Context): Promise<void> {
  const dead = await db().$queryRaw<{ id: number }[]>`
    SELECT id FROM "order" WHERE status = 'submitting' AND lease_until < ${ctx.now()} ORDER BY id LIMIT ${BATCH}::int`;
  for (const { id } of dead) {
    await inTransaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ attempt_count: number }[]>`
        SELECT attempt_count FROM "order" WHERE id = ${id} AND status = 'submitting' AND lease_until < ${ctx.now()} FOR NO KEY UPDATE`;
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
  const forgotten = new Date(now.getTime() - FORGOTTEN_MS);
  const queued = await db().$queryRaw<{ id: number }[]>`
    SELECT id FROM "order" WHERE status = 'queued'
      AND (next_attempt_at <= ${now} OR (next_attempt_at IS NULL AND created_at < ${forgotten}))
    ORDER BY id LIMIT ${BATCH}::int`;
  await Promise.all(queued.map(({ id }) => submitSoon(id, false, ctx)));
}

/** Unknown orders that are due, split by whether their command may be sent again. */
export async function dueUnknownOrders(ctx: Context): Promise<{ replaySafe: number[]; others: number[] }> {
  const now = ctx.now();
  const due = await db().$queryRaw<{ id: number; connectionId: number; type: OrderType }[]>`
    SELECT id, connection_id AS "connectionId", type::text AS type FROM "order" WHERE status = 'unknown'
      AND (next_attempt_at IS NULL OR next_attempt_at <= ${now}) AND (lease_until IS NULL OR lease_until < ${now})
    ORDER BY next_attempt_at, id LIMIT ${BATCH}::int`;
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
