import type { Context } from '@/lib/core/actor';
import { newReference } from '@/lib/core/reference';
import { Prisma } from '@/lib/infra/db';
import { enqueue, enqueueAll } from '@/lib/infra/jobs';
import type { SqlRunner } from '@/lib/infra/sql';
import type { EmittedEvent } from './schemas';

function bodyOf({ event, data }: EmittedEvent, now: Date): string {
  return JSON.stringify({ id: `evt_${newReference()}`, event, createdAt: now.toISOString(), data });
}

/**
 * The statement that writes an event's deliveries, one for each webhook that listens, alone or as part (`WITH … AS (…)`) of
 * the statement that makes the event true. Returns their ids, for `enqueueDeliveries`. The body is fixed here, the same
 * bytes at every try.
 */
export function deliveriesSql(ctx: Context, { event, data }: EmittedEvent): Prisma.Sql {
  const now = ctx.now();
  const body = JSON.stringify({ id: `evt_${newReference()}`, event, createdAt: now.toISOString(), data });
  // The key share: a webhook that is being removed is waited for and left out, so it cannot fail the caller's work.
  return Prisma.sql`
    INSERT INTO webhook_delivery (webhook_id, event, body, created_at, next_attempt_at)
    SELECT w.id, ${event}::text, ${body}::text, ${now}::timestamptz, ${now}::timestamptz FROM webhook w
    WHERE w.disabled_at IS NULL AND ${event}::text = ANY (w.events)
    FOR KEY SHARE OF w
    RETURNING id`;
}

/** The jobs that bring deliveries to where they belong. */
export async function enqueueDeliveries(tx: SqlRunner, deliveries: { id: bigint }[]): Promise<void> {
  for (const { id } of deliveries) await enqueue('webhook-deliver', { deliveryId: String(id) }, { tx });
}

/**
 * Tells of an event in the transaction that makes it true: without its commit nobody hears of it, and after it every
 * subscribed address will. One statement where nobody listens.
 */
export async function emitEvent(tx: SqlRunner, ctx: Context, emitted: EmittedEvent): Promise<void> {
  await enqueueDeliveries(tx, await tx.$queryRaw<{ id: bigint }[]>(deliveriesSql(ctx, emitted)));
}
