import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { inTransaction } from '@/lib/infra/db';
import { requirePerson } from './internal';

/** Ends the session that the actor came with. */
export async function signOut(ctx: Context): Promise<void> {
  const { sessionId, userId, agentId } = requirePerson(ctx);
  await inTransaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count > 0) await recordAudit(tx, ctx, { action: 'session.closed', entity: 'user', entityId: userId, agentId });
  });
}
