import { type Context, requireRole } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { decodeIdCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db } from '@/lib/infra/db';
import { type DeliveryDto, type DeliveryQuery, deliveryTry, webhookEventSchema } from './schemas';

function stateOf(row: { deliveredAt: Date | null; givenUpAt: Date | null }): DeliveryDto['state'] {
  if (row.deliveredAt) return 'delivered';
  return row.givenUpAt ? 'given_up' : 'pending';
}

/** What a webhook was told and how it answered, newest first. Admins only. Throws `not_found`. */
export async function listDeliveries(
  ctx: Context,
  query: DeliveryQuery & { webhookId: number },
): Promise<ListPage<DeliveryDto>> {
  requireRole(ctx.actor, 'admin');
  const webhook = await db().webhook.findUnique({ where: { id: query.webhookId }, select: { id: true } });
  if (!webhook) throw notFound('The webhook');
  const before = decodeIdCursor(query.cursor);
  const rows = await db().webhookDelivery.findMany({
    where: { webhookId: webhook.id, ...(before === null ? {} : { id: { lt: before } }) },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  });
  const page = toPage(rows, query.limit);
  return {
    nextCursor: page.nextCursor,
    data: page.data.map((row) => ({
      id: String(row.id),
      event: webhookEventSchema.parse(row.event),
      state: stateOf(row),
      attempts: row.attempts,
      status: row.status,
      error: row.error,
      tries: deliveryTry.array().parse(row.tries),
      body: row.body,
      createdAt: row.createdAt.toISOString(),
      nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
      deliveredAt: row.deliveredAt?.toISOString() ?? null,
      givenUpAt: row.givenUpAt?.toISOString() ?? null,
    })),
  };
}
