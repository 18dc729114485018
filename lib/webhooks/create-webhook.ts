import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { refusedBaseUrl } from '@/lib/infra/address-policy';
import { randomToken, seal } from '@/lib/infra/crypto';
import { inTransaction } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { SECRET_PURPOSE, withoutQuery } from './internal';
import type { NewWebhookDto, WebhookInput } from './schemas';

function assertAllowed(address: string): void {
  const refused = refusedBaseUrl(withoutQuery(address), { allowLocal: env().allowLoopback });
  if (refused !== null) throw new AppError('invalid_input', refused, { fields: [{ path: 'url', message: refused }] });
}

/**
 * Adds an address that is told of events. Admins only. The secret that its calls are signed with is told this once and kept
 * sealed. Throws `invalid_input` for an address that must not be called.
 */
export async function createWebhook(ctx: Context, input: WebhookInput): Promise<NewWebhookDto> {
  requireRole(ctx.actor, 'admin');
  assertAllowed(input.url);
  const secret = `whsec_${randomToken(32)}`;
  const events = [...new Set(input.events)];
  const id = await inTransaction(async (tx) => {
    const row = await tx.webhook.create({
      data: {
        url: input.url,
        events,
        secret: seal(secret, SECRET_PURPOSE),
        createdBy: actorKey(ctx.actor),
        createdAt: ctx.now(),
      },
      select: { id: true },
    });
    const after = { url: withoutQuery(input.url), events };
    await recordAudit(tx, ctx, { action: 'webhook.created', entity: 'webhook', entityId: row.id, after });
    return row.id;
  });
  return { id: String(id), url: input.url, events, secret };
}
