import { recordAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { inTransaction } from '@/lib/infra/db';
import { withoutQuery } from './internal';

/** Removes an address with its delivery log. Admins only. Throws `not_found`. */
export async function deleteWebhook(ctx: Context, input: { id: number }): Promise<void> {
  requireRole(ctx.actor, 'admin');
  await inTransaction(async (tx) => {
    const webhook = await tx.webhook.findUnique({ where: { id: input.id }, select: { url: true, events: true } });
    const { count } = await tx.webhook.deleteMany({ where: { id: input.id } });
    if (!webhook || count === 0) throw notFound('The webhook');
    const before = { url: withoutQuery(webhook.url), events: webhook.events };
    await recordAudit(tx, ctx, { action: 'webhook.deleted', entity: 'webhook', entityId: input.id, before });
  });
}
