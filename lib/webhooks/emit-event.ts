import type { Context } from '@/lib/core/actor';
import { newReference } from '@/lib/core/reference';
import { Prisma } from '@/lib/infra/db';
import { enqueue } from '@/lib/infra/jobs';
import type { SqlRunner } from '@/lib/infra/sql';
import type { EmittedEvent } from './schemas';

/**
 * Tells of an event in the transaction that makes it true: without its commit nobody hears of it, and after it every
 * subscribed address will. One statement where nobody listens. The body is fixed here, the same bytes at every try.
 */
export async function emitEvent(tx: SqlRunner, ctx: Context, emitted: EmittedEvent): Promise<void> {
  const now = ctx.now();
  const { event, data } = emitted;
  const body = JSON.stringify({ id: `evt_${newReference()}`, event, createdAt: now.toISOString(), data });
  // The key share: a webhook that is being removed is waited for and left out, so it cannot fail the caller's work.
  const deliveries = await tx.$queryRaw<{ id: bigint }[]>(Prisma.sql`
    INSERT INTO webhook_delivery (webhook_id, event, body, created_at, next_attempt_at)
    SELECT w.id, ${event}::text, ${body}::text, ${now}::timestamptz, ${now}::timestamptz FROM webhook w
    WHERE w.disabled_at IS NULL AND ${event}::text = ANY (w.events)
    FOR KEY SHARE OF w
    RETURNING id`);
  for (const { id } of deliveries) await enqueue('webhook-deliver', { deliveryId: String(id) }, { tx });
}
