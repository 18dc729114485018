import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { db, inTransaction } from '@/lib/infra/db';
import { endSessions, requirePerson } from './internal';
import { hashPassword, verifyPassword } from './passwords';
import type { PasswordChange } from './schemas';
import { countAttempt, forgiveAttempts } from './throttle';

/**
 * Changes one's own password and ends one's other sessions. Throws `invalid_input` when the present one is wrong,
 * `rate_limited` after too many tries.
 */
export async function changePassword(ctx: Context, input: PasswordChange): Promise<void> {
  const { userId, sessionId, address, agentId } = requirePerson(ctx);
  const user = await db().user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, passwordHash: true },
  });
  await countAttempt(user.email, address);
  if (!(await verifyPassword(user.passwordHash, input.current))) {
    const message = 'The present password is wrong.';
    throw new AppError('invalid_input', message, { fields: [{ path: 'current', message }] });
  }
  await forgiveAttempts(user.email, address);
  const passwordHash = await hashPassword(input.next);
  await inTransaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash }, select: { id: true } });
    await endSessions(tx, ctx, userId, sessionId);
    await recordAudit(tx, ctx, { action: 'user.password_changed', entity: 'user', entityId: userId, agentId });
  });
}
