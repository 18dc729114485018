import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { inTransaction } from '@/lib/infra/db';
import { endSessions, requirePerson } from './internal';

/** Ends all of one's own sessions but the one that asks. Returns how many. */
export async function revokeOtherSessions(ctx: Context): Promise<number> {
  const { userId, sessionId, agentId } = requirePerson(ctx);
  return inTransaction(async (tx) => {
    const count = await endSessions(tx, ctx, userId, sessionId);
    if (count > 0) {
      const after = { sessions: count };
      await recordAudit(tx, ctx, {
        action: 'session.others_revoked',
        entity: 'user',
        entityId: userId,
        agentId,
        after,
      });
    }
    return count;
  });
}
