import type { Context } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';

/**
 * The person behind an order's `madeBy` (`user:3`), with the role that the database says at this moment: for orders that
 * are made for them while they are away. `via` says by what. Null when they may no longer order.
 */
export async function makerContext(ctx: Context, madeBy: string, via: string): Promise<Context | null> {
  const id = /^user:(\d{1,9})$/.exec(madeBy)?.[1];
  if (id === undefined) return null;
  const user = await db().user.findFirst({
    where: {
      id: Number(id),
      disabledAt: null,
      role: { not: 'viewer' },
      OR: [{ agentId: null }, { agent: { archivedAt: null } }],
    },
    select: { id: true, name: true, role: true, agentId: true },
  });
  if (!user) return null;
  const { id: userId, name, role, agentId } = user;
  return {
    actor: { kind: 'user', userId, name: `${name} (${via})`, role, agentId, sessionId: via, address: null },
    now: ctx.now,
  };
}
