import type { Context } from '@/lib/core/actor';
import { newReference } from '@/lib/core/reference';
import { Prisma } from '@/lib/infra/db';
import { enqueueAll } from '@/lib/infra/jobs';
import type { SqlRunner } from '@/lib/infra/sql';
import type { EmittedEvent } from './schemas';

function bodyOf({ event, data }: EmittedEvent, now: Date): string {
  return JSON.stringify({ id: `evt_${newReference()}`, event, createdAt: now.toISOString(), data });
}

/**
 * The statement that writes the deliveries of events, one for each webhook that listens: alone, or as part (`WITH … AS (…)`)
 * of the statement that makes the events true. Returns their ids, for `enqueueDeliveries`. The bodies are fixed here, the
 * same bytes at every try.
 */
export function deliveriesSql(ctx: Context, ...emitted: EmittedEvent[]): Prisma.Sql {
  const now = ctx.now();
  const events = emitted.map(({ event }) => event);
  const bodies = emitted.map((each) => bodyOf(each, now));
  // The key share: a webhook that is being removed is waited for and left out, so it cannot fail the caller's work.
  return Prisma.sql`
    INSERT INTO webhook_delivery (webhook_id, event, body, created_at, next_attempt_at)
    SELECT w.id, e.event, e.body, ${now}::timestamptz, ${now}::timestamptz
    FROM webhook w JOIN unnest(${events}::text[], ${bodies}::text[]) AS e (event, body) ON e.event = ANY (w.events)
    WHERE w.disabled_at IS NULL
    FOR KEY SHARE OF w
    RETURNING id`;
}

/** The jobs that bring deliveries to where they belong. */
export async function enqueueDeliveries(tx: SqlRunner, ids: readonly (bigint | string)[]): Promise<void> {
  const data = ids.map((id) => ({ deliveryId: String(id) }));
  await enqueueAll('webhook-deliver', tx, data);
}

/**
 * Tells of events in the transaction that makes them true: without its commit nobody hears of them, and after it every
 * subscribed address will. One statement where nobody listens.
 */
export async function emitEvents(tx: SqlRunner, ctx: Context, emitted: readonly EmittedEvent[]): Promise<void> {
  if (emitted.length === 0) return;
  const rows = await tx.$queryRaw<{ id: bigint }[]>(deliveriesSql(ctx, ...emitted));
  await enqueueDeliveries(
    tx,
    rows.map(({ id }) => id),
  );
}

/** Tells of one event, as `emitEvents` does. */
export async function emitEvent(tx: SqlRunner, ctx: Context, emitted: EmittedEvent): Promise<void> {
  await emitEvents(tx, ctx, [emitted]);
}
