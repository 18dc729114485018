import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { inTransaction } from '@/lib/infra/db';
import { requireAdmin } from './internal';

/** Ends a key at once. Admins only; a key that is revoked already stays so. Throws `not_found`. */
export async function revokeApiKey(ctx: Context, input: { id: number }): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(async (tx) => {
    const key = await tx.apiKey.findUnique({
      where: { id: input.id },
      select: { name: true, prefix: true, agentId: true },
    });
    if (!key) throw notFound('The API key');
    const { count } = await tx.apiKey.updateMany({
      where: { id: input.id, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count === 0) return;
    await recordAudit(tx, ctx, {
      action: 'api_key.revoked',
      entity: 'api_key',
      entityId: input.id,
      agentId: key.agentId,
      before: { name: key.name, prefix: key.prefix },
    });
  });
}
