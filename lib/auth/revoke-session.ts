import { recordAudit } from '@/lib/audit';
import { type Context, isAdmin } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { inTransaction } from '@/lib/infra/db';
import { requirePerson } from './internal';

/** Ends a session at once: one's own, or for an admin anybody's. Throws `not_found`. */
export async function revokeSession(ctx: Context, input: { id: string }): Promise<void> {
  const { userId } = requirePerson(ctx);
  await inTransaction(async (tx) => {
    const session = await tx.session.findUnique({
      where: { id: input.id },
      select: { userId: true, user: { select: { agentId: true } } },
    });
    if (!session || (session.userId !== userId && !isAdmin(ctx.actor))) throw notFound('The session');
    const { count } = await tx.session.updateMany({
      where: { id: input.id, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count === 0) return;
    await recordAudit(tx, ctx, {
      action: 'session.revoked',
      entity: 'user',
      entityId: session.userId,
      agentId: session.user.agentId,
    });
  });
}
