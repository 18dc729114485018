import { recordAudit } from '@/lib/audit';
import type { Actor, Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { systemClock } from '@/lib/infra/clock';
import { randomToken } from '@/lib/infra/crypto';
import { db, inTransaction } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import { normalEmail } from './internal';
import { verifyPassword } from './passwords';
import { SESSION_IDLE_MS } from './session-row';
import { countAttempt, forgiveAttempts } from './throttle';

/** For how long after signing in sensitive acts need no password again. */
const FRESH_MS = 15 * 60_000;

type Found = { id: number; name: string; role: 'admin' | 'agent' | 'viewer'; agentId: number | null };

async function openSession(user: Found, address: string | null, userAgent: string | null, now: () => Date) {
  const sessionId = randomToken(24);
  const at = now();
  const { id: userId, name, role, agentId } = user;
  const actor: Actor = { kind: 'user', userId, name, role, agentId, sessionId, address };
  const ctx: Context = { actor, now };
  await inTransaction(async (tx) => {
    await tx.session.create({
      data: {
        id: sessionId,
        userId,
        createdAt: at,
        lastSeenAt: at,
        freshUntil: new Date(at.getTime() + FRESH_MS),
        expiresAt: new Date(at.getTime() + SESSION_IDLE_MS),
        address,
        userAgent: userAgent?.replaceAll('\0', '').slice(0, 300) ?? null,
      },
      select: { id: true },
    });
    await tx.user.update({ where: { id: userId }, data: { lastSignInAt: at }, select: { id: true } });
    await recordAudit(tx, ctx, { action: 'session.opened', entity: 'user', entityId: userId, agentId });
  });
  return { sessionId, actor };
}

/**
 * Checks e-mail and password and opens a session row; the caller puts its id into the cookie.
 * Throws `unauthenticated` (the same for a wrong password, nobody of that name and a disabled person) and `rate_limited`.
 */
export async function signIn(
  email: string,
  password: string,
  address: string | null,
  userAgent: string | null,
  now: () => Date = systemClock,
): Promise<{ sessionId: string; actor: Actor }> {
  const normal = normalEmail(email).replaceAll('\0', '').slice(0, 254);
  await countAttempt(normal, address);
  const user = await db().user.findUnique({
    where: { email: normal },
    select: {
      id: true,
      name: true,
      role: true,
      agentId: true,
      passwordHash: true,
      disabledAt: true,
      agent: { select: { archivedAt: true } },
    },
  });
  const right = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !right || user.disabledAt !== null || (user.agent && user.agent.archivedAt !== null)) {
    log().info({ userId: user?.id ?? null, address }, 'sign-in refused');
    throw new AppError('unauthenticated', 'E-mail or password is wrong.');
  }
  await forgiveAttempts(normal, address);
  return openSession(user, address, userAgent, now);
}
