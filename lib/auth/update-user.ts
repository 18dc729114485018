import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { inTransaction, type Tx } from '@/lib/infra/db';
import { endSessions, requireAdmin } from './internal';
import type { UserPatch } from './schemas';

async function refuseLastAdmin(tx: Tx, id: number): Promise<void> {
  // Both rows of two admins who demote each other at once are locked in one order, so one of the two is refused.
  const admins = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM "user" WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`;
  if (admins.every((admin) => admin.id === id)) {
    throw new AppError('refused', 'This is the last admin. Make another one first.');
  }
}

/** The changed columns, as `[name, before, after]`. */
function changes(user: { name: string; role: string; disabledAt: Date | null }, input: UserPatch) {
  const pairs: [string, unknown, unknown][] = [
    ['name', user.name, input.name],
    ['role', user.role, input.role],
    ['disabled', user.disabledAt !== null, input.disabled],
  ];
  return pairs.filter(([, before, after]) => after !== undefined && after !== before);
}

/**
 * Changes a person's name, role or whether they may sign in. Admins only. A change of role or a disabled account ends the
 * person's sessions. Throws `not_found`, `refused` for the last admin, for the role of an agent's user and for oneself.
 */
export async function updateUser(ctx: Context, input: UserPatch & { id: number }): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(async (tx) => {
    const user = await tx.user.findUnique({
      where: { id: input.id },
      select: { name: true, role: true, disabledAt: true, agentId: true },
    });
    if (!user) throw notFound('The user');
    const changed = changes(user, input);
    const names = changed.map(([name]) => name);
    if (names.includes('role') && user.agentId !== null) {
      throw new AppError('refused', "An agent's user cannot take another role. Add a new user instead.");
    }
    const loses = input.disabled === true || (user.role === 'admin' && names.includes('role'));
    if (loses && ctx.actor.kind === 'user' && ctx.actor.userId === input.id) {
      throw new AppError('refused', 'You cannot take this away from yourself. Ask another admin.');
    }
    if (loses && user.role === 'admin' && user.disabledAt === null) await refuseLastAdmin(tx, input.id);
    const { id, disabled, ...columns } = input;
    const data = { ...columns, ...(disabled === undefined ? {} : { disabledAt: disabled ? ctx.now() : null }) };
    await tx.user.update({ where: { id }, data, select: { id: true } });
    if (names.includes('role') || disabled === true) await endSessions(tx, ctx, id);
    if (changed.length === 0) return;
    await recordAudit(tx, ctx, {
      action: 'user.updated',
      entity: 'user',
      entityId: id,
      agentId: user.agentId,
      before: Object.fromEntries(changed.map(([name, before]) => [name, before])),
      after: Object.fromEntries(changed.map(([name, , after]) => [name, after])),
    });
  });
}
