import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { inTransaction } from '@/lib/infra/db';
import { endSessions, requirePerson } from './internal';
import { checkOwnPassword } from './own-password';
import { hashPassword } from './passwords';
import type { PasswordChange } from './schemas';
import { voidTokens } from './user-token';

/**
 * Changes one's own password and ends one's other sessions. Throws `invalid_input` when the present one is wrong,
 * `rate_limited` after too many tries.
 */
export async function changePassword(ctx: Context, input: PasswordChange): Promise<void> {
  const { userId, sessionId, agentId } = requirePerson(ctx);
  await checkOwnPassword(ctx, input.current, 'current');
  const passwordHash = await hashPassword(input.next);
  await inTransaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash }, select: { id: true } });
    await voidTokens(tx, userId, ctx.now());
    await endSessions(tx, ctx, userId, sessionId);
    await recordAudit(tx, ctx, { action: 'user.password_changed', entity: 'user', entityId: userId, agentId });
  });
}
