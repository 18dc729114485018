import { type Context, requireRole } from '@/lib/core/actor';
import { type ListPage, newestFirst, toPage } from '@/lib/core/paging';
import { db } from '@/lib/infra/db';
import { type WebhookDto, type WebhookQuery, webhookEventSchema } from './schemas';

/** The addresses that are told of events, newest first, without their secrets. Admins only. */
export async function listWebhooks(ctx: Context, query: WebhookQuery): Promise<ListPage<WebhookDto>> {
  requireRole(ctx.actor, 'admin');
  const rows = await db().webhook.findMany({
    ...newestFirst(query),
    omit: { secret: true },
  });
  const page = toPage(rows, query.limit);
  return {
    nextCursor: page.nextCursor,
    data: page.data.map((row) => ({
      id: String(row.id),
      url: row.url,
      events: row.events.map((event) => webhookEventSchema.parse(event)),
      createdAt: row.createdAt.toISOString(),
      disabledAt: row.disabledAt?.toISOString() ?? null,
    })),
  };
}
