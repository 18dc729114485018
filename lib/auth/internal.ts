import { type Context, isAdmin } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { db, type Tx } from '@/lib/infra/db';

/** How an address is kept and looked up: people write it in many ways. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Throws `forbidden` for all but admins. */
export function requireAdmin(ctx: Context): void {
  if (!isAdmin(ctx.actor)) throw new AppError('forbidden', 'Only an admin may do this.');
}

/** The signed-in person. Throws `forbidden` for keys and jobs, which have no account of their own. */
export function requirePerson(ctx: Context) {
  if (ctx.actor.kind !== 'user') throw new AppError('forbidden', 'Only a signed-in person may do this.');
  return ctx.actor;
}

/** The agent that a user or key is for, by id or else by its e-mail. Throws `not_found`. */
export async function agentFor(by: {
  agentId?: number | undefined;
  agentEmail?: string | undefined;
}): Promise<{ id: number }> {
  const email = { equals: normalEmail(by.agentEmail ?? ''), mode: 'insensitive' } as const;
  const agent = await db().agent.findFirst({
    where: { archivedAt: null, ...(by.agentId === undefined ? { email } : { id: by.agentId }) },
    select: { id: true },
  });
  if (!agent) throw notFound('The agent');
  return agent;
}

/** Ends a person's sessions, all but one. Returns how many. */
export async function endSessions(tx: Tx, ctx: Context, userId: number, except?: string): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(except === undefined ? {} : { id: { not: except } }) },
    data: { revokedAt: ctx.now() },
  });
  return count;
}
