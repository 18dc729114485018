import { type Context, isAdmin } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { requirePerson } from './internal';
import type { SessionDto } from './schemas';

/** Open sessions, the one last used first: one's own or, for an admin who asks for it, everybody's. At most 200. */
export async function listSessions(ctx: Context, input: { everybody?: boolean } = {}): Promise<SessionDto[]> {
  const { userId, sessionId } = requirePerson(ctx);
  if (input.everybody && !isAdmin(ctx.actor)) throw new AppError('forbidden', 'Only an admin may see all sessions.');
  const rows = await db().session.findMany({
    where: { revokedAt: null, expiresAt: { gt: ctx.now() }, ...(input.everybody ? {} : { userId }) },
    orderBy: { lastSeenAt: 'desc' },
    take: 200,
    include: { user: { select: { name: true } } },
  });
  return rows.map((row) => ({
    id: row.id,
    userId: String(row.userId),
    userName: row.user.name,
    current: row.id === sessionId,
    address: row.address,
    userAgent: row.userAgent,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
}
