import type { Actor } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';

/** A session ends after a week without use, and after 30 days in any case. */
export const SESSION_IDLE_MS = 7 * 86_400_000;
export const SESSION_MAX_MS = 30 * 86_400_000;

/** A row is touched at most once a minute, so that reading pages does not write. */
const TOUCH_MS = 60_000;

/** The person behind a session id, as the database knows them at this moment; `null` when it is over. */
export async function actorOfSession(sessionId: string, address: string | null, now: Date): Promise<Actor | null> {
  const row = await db().session.findUnique({
    where: { id: sessionId },
    select: {
      revokedAt: true,
      expiresAt: true,
      createdAt: true,
      lastSeenAt: true,
      user: {
        select: {
          id: true,
          name: true,
          role: true,
          agentId: true,
          disabledAt: true,
          agent: { select: { archivedAt: true } },
        },
      },
    },
  });
  if (!row || row.revokedAt !== null || row.expiresAt <= now) return null;
  const { id: userId, name, role, agentId, disabledAt, agent } = row.user;
  if (disabledAt !== null || (agent && agent.archivedAt !== null)) return null;
  if (now.getTime() - row.lastSeenAt.getTime() > TOUCH_MS) {
    const end = Math.min(now.getTime() + SESSION_IDLE_MS, row.createdAt.getTime() + SESSION_MAX_MS);
    await db().session.updateMany({
      where: { id: sessionId, revokedAt: null },
      data: { lastSeenAt: now, expiresAt: new Date(end) },
    });
  }
  return { kind: 'user', userId, name, role, agentId, sessionId, address };
}
