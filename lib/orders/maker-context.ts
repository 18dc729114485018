import type { Actor, Context } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';

/** Who still may order: their agent, if they have one, is not archived. */
const ABLE = { role: { not: 'viewer' as const }, OR: [{ agentId: null }, { agent: { archivedAt: null } }] };

async function findPerson(id: number, via: string): Promise<Actor | null> {
  const user = await db().user.findFirst({
    where: { id, disabledAt: null, ...ABLE },
    select: { id: true, name: true, role: true, agentId: true },
  });
  if (!user) return null;
  const { id: userId, name, role, agentId } = user;
  return { kind: 'user', userId, name: `${name} (${via})`, role, agentId, sessionId: via, address: null };
}

async function findKey(id: number, via: string): Promise<Actor | null> {
  const key = await db().apiKey.findFirst({
    where: { id, revokedAt: null, ...ABLE },
    select: { id: true, name: true, role: true, agentId: true },
  });
  if (!key) return null;
  const { id: keyId, name, role, agentId } = key;
  return { kind: 'key', keyId, name: `${name} (${via})`, role, agentId, address: null };
}

/**
 * The person or API key behind an order's `madeBy` (`user:3`, `key:7`), with the role that the database says at this
 * moment: for orders that are made for them while they are away. `via` says by what. Null when they may no longer order.
 */
export async function makerContext(ctx: Context, madeBy: string, via: string): Promise<Context | null> {
  const [, kind, id] = /^(user|key):(\d{1,9})$/.exec(madeBy) ?? [];
  if (kind === undefined) return null;
  const actor = await (kind === 'user' ? findPerson : findKey)(Number(id), via);
  return actor && { actor, now: ctx.now };
}
