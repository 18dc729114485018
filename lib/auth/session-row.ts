import type { Actor, Role } from '@/lib/core/actor';
import { isLocale, type Locale } from '@/lib/core/locales';
import { db, Prisma } from '@/lib/infra/db';
import { queryPrepared } from '@/lib/infra/prepared';

/** A session ends after a week without use, and after 30 days in any case. */
export const SESSION_IDLE_MS = 7 * 86_400_000;
export const SESSION_MAX_MS = 30 * 86_400_000;

/** A row is touched at most once a minute, so that reading pages does not write. */
const TOUCH_MS = 60_000;

type Row = {
  id: number;
  name: string;
  role: Role;
  agent_id: number | null;
  locale: string | null;
  time_zone: string | null;
  created_at: Date;
  last_seen_at: Date;
};

/** A signed-in person with the language and time zone they chose; `null` where they left it to the browser. */
export type Person = { actor: Actor; locale: Locale | null; timeZone: string | null };

/** The person behind a session id, as the database knows them at this moment; `null` when it is over. */
export async function personOfSession(sessionId: string, address: string | null, now: Date): Promise<Person | null> {
  const [row] = await queryPrepared<Row>(Prisma.sql`
    SELECT u.id, u.name, u.role::text AS role, u.agent_id, u.locale, u.time_zone, s.created_at, s.last_seen_at
    FROM session s JOIN "user" u ON u.id = s.user_id LEFT JOIN agent a ON a.id = u.agent_id
    WHERE s.id = ${sessionId} AND s.revoked_at IS NULL AND s.expires_at > ${now}
      AND u.disabled_at IS NULL AND a.archived_at IS NULL`);
  if (!row) return null;
  if (now.getTime() - row.last_seen_at.getTime() > TOUCH_MS) {
    const end = Math.min(now.getTime() + SESSION_IDLE_MS, row.created_at.getTime() + SESSION_MAX_MS);
    await db().session.updateMany({
      where: { id: sessionId, revokedAt: null },
      data: { lastSeenAt: now, expiresAt: new Date(end) },
    });
  }
  const { id: userId, name, role, agent_id: agentId } = row;
  return {
    actor: { kind: 'user', userId, name, role, agentId, sessionId, address },
    locale: isLocale(row.locale) ? row.locale : null,
    timeZone: row.time_zone,
  };
}

/** The same person as the one who acts. */
export async function actorOfSession(sessionId: string, address: string | null, now: Date): Promise<Actor | null> {
  return (await personOfSession(sessionId, address, now))?.actor ?? null;
}
