import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { inTransaction } from '@/lib/infra/db';
import { endSessions, requireAdmin } from './internal';
import { hashPassword, randomPassword } from './passwords';
import { voidTokens } from './user-token';

/** Gives a person a new password, told this once, and ends all of their sessions. Admins only. Throws `not_found`. */
export async function resetPassword(ctx: Context, input: { userId: number }): Promise<{ password: string }> {
  requireAdmin(ctx);
  const password = randomPassword();
  const passwordHash = await hashPassword(password);
  await inTransaction(async (tx) => {
    const [user] = await tx.user.updateManyAndReturn({
      where: { id: input.userId },
      data: { passwordHash },
      select: { agentId: true },
    });
    if (!user) throw notFound('The user');
    await voidTokens(tx, input.userId, ctx.now());
    await endSessions(tx, ctx, input.userId);
    await recordAudit(tx, ctx, {
      action: 'user.password_reset',
      entity: 'user',
      entityId: input.userId,
      agentId: user.agentId,
    });
  });
  return { password };
}
