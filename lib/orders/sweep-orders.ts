import { openAdapter } from '@/lib/connections';
import { type Context, systemContext } from '@/lib/core/actor';
import { latestBelievable } from '@/lib/infra/clock';
import { db, inTransaction, Prisma } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import { submitSoon } from './create-order';
import { beyondLeases, beyondPauses } from './lease';
import type { OrderType } from './schemas';
import { isReplaySafe } from './send-command';
import { markUnknown } from './submit-order';

// The states are written out, not given as values: only then an index of the few that are not settled serves.

/** How many orders one sweep takes of each kind; the next one comes within seconds. */
const BATCH = 50;
const FORGOTTEN_MS = 30_000;
/** For how long orders wait whose connection is switched off or cannot be opened. */
const PUT_OFF_MS = 60_000;

/** Orders whose process died while a call was out: nobody knows what became of it. */
async function releaseDeadLeases(ctx: Context): Promise<void> {
  const isOver = Prisma.sql`(lease_until < ${ctx.now()} OR lease_until > ${beyondLeases(ctx.now())})`;
  const dead = await db().$queryRaw<{ id: number }[]>`
    SELECT id FROM "order" WHERE status = 'submitting' AND ${isOver} ORDER BY id LIMIT ${BATCH}::int`;
  for (const { id } of dead) {
    await inTransaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ attempt_count: number }[]>`
        SELECT attempt_count FROM "order" WHERE id = ${id} AND status = 'submitting' AND ${isOver} FOR NO KEY UPDATE`;
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
      AND (next_attempt_at <= ${now} OR next_attempt_at > ${beyondPauses(now)}
        OR (next_attempt_at IS NULL AND (created_at < ${forgotten} OR created_at > ${latestBelievable(now)})))
    ORDER BY id LIMIT ${BATCH}::int`;
  await Promise.all(queued.map(({ id }) => submitSoon(id, false, ctx)));
}

/** Out of the way of others that are due. */
async function putOff(ctx: Context, orders: readonly { id: number }[]): Promise<void> {
  await db().order.updateMany({
    where: { id: { in: orders.map(({ id }) => id) }, status: 'unknown' },
    data: { nextAttemptAt: new Date(ctx.now().getTime() + PUT_OFF_MS) },
  });
}

/** As many as one sweep takes, the first of each line before the second ones. */
function inTurn(due: readonly { id: number }[], ids: readonly number[]): number[] {
  const wanted = new Set(ids);
  return due.flatMap(({ id }) => (wanted.has(id) ? [id] : [])).slice(0, BATCH);
}

/**
 * Unknown orders that are due, split by whether their command may be sent again. Those of each connection and type wait in a
 * line of their own, so that hundreds that only an admin can settle hold up no top-up that is sent again.
 */
export async function dueUnknownOrders(ctx: Context): Promise<{ replaySafe: number[]; others: number[] }> {
  const now = ctx.now();
  const due = await db().$queryRaw<{ id: number; connectionId: number; type: OrderType }[]>`
    SELECT id, connection_id AS "connectionId", type FROM (
      SELECT id, connection_id, type::text AS type, next_attempt_at,
        row_number() OVER (PARTITION BY connection_id, type ORDER BY next_attempt_at, id) AS place
      FROM "order" WHERE status = 'unknown'
        AND (next_attempt_at IS NULL OR next_attempt_at <= ${now} OR next_attempt_at > ${beyondPauses(now)})
        AND (lease_until IS NULL OR lease_until < ${now} OR lease_until > ${beyondLeases(now)})
    ) AS waiting WHERE place <= ${BATCH}::int ORDER BY place, next_attempt_at, id`;
  const result = { replaySafe: [] as number[], others: [] as number[] };
  for (const [connectionId, orders] of Map.groupBy(due, (order) => order.connectionId)) {
    try {
      const { adapter, connection } = await openAdapter(connectionId);
      // Nothing can be sent or read: no attempt a minute for as long as it is switched off.
      if (connection.status === 'disabled') await putOff(ctx, orders);
      else
        for (const order of orders) (isReplaySafe(adapter, order) ? result.replaySafe : result.others).push(order.id);
    } catch (error) {
      // Credentials that cannot be opened, say: the other connections' orders go on, and these come later.
      log().warn({ err: error, connectionId }, 'a connection could not be opened; its unknown orders wait');
      await putOff(ctx, orders);
    }
  }
  return { replaySafe: inTurn(due, result.replaySafe), others: inTurn(due, result.others) };
}

/** Makes good what crashes and lost answers left: no order stays in flight for ever. Safe to run anywhere, any time. */
export async function sweepOrders(ctx: Context = systemContext('order sweep')): Promise<void> {
  await releaseDeadLeases(ctx);
  await submitForgotten(ctx);
  const { replaySafe } = await dueUnknownOrders(ctx);
  await Promise.all(replaySafe.map((id) => submitSoon(id, true, ctx)));
}
