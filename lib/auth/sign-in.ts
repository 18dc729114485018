import { recordAudit } from '@/lib/audit';
import type { Actor, Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import type { Locale } from '@/lib/core/locales';
import { systemClock } from '@/lib/infra/clock';
import { randomToken, sha256 } from '@/lib/infra/crypto';
import { db, inTransaction } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import { normalEmail } from './internal';
import { verifyPassword } from './passwords';
import { spendCode } from './second-factor';
import { SESSION_IDLE_MS } from './session-row';
import { countAttempt, countCode, forgiveAttempts, forgiveCodes } from './throttle';
import type { FirstStep } from './token';

/** For how long after signing in sensitive acts need no password again. */
export const FRESH_MS = 15 * 60_000;

/** When somebody signs in, and in which language the page was: mails are in it until the person chooses one. */
export type Visit = { now?: () => Date; locale?: Locale | undefined };

type Found = { id: number; name: string; role: 'admin' | 'agent' | 'viewer'; agentId: number | null };

/** A person as the one who acts; `sessionId` is empty before there is one. */
export function personContext(user: Found, sessionId: string, address: string | null, now: () => Date): Context {
  const { id: userId, name, role, agentId } = user;
  return { actor: { kind: 'user', userId, name, role, agentId, sessionId, address }, now };
}

/** Opens a session row for a person who has proved to be one. */
export async function openSession(
  user: Found,
  factor: 'password' | 'totp' | 'recovery',
  address: string | null,
  userAgent: string | null,
  { now = systemClock, locale }: Visit,
) {
  const sessionId = randomToken(24);
  const at = now();
  const { id: userId, agentId } = user;
  const ctx = personContext(user, sessionId, address, now);
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
    const seen = { lastSignInAt: at, ...(locale === undefined ? {} : { shownLocale: locale }) };
    await tx.user.update({ where: { id: userId }, data: seen, select: { id: true } });
    await recordAudit(tx, ctx, {
      action: 'session.opened',
      entity: 'user',
      entityId: userId,
      agentId,
      ...(factor === 'password' ? {} : { after: { factor } }),
    });
  });
  return { sessionId, actor: ctx.actor };
}

/** The password was right and a code is asked for next: with `completeSignIn` and this `step`. */
export class SecondFactorNeeded extends AppError {
  readonly step: FirstStep;

  constructor(step: FirstStep) {
    super('unauthenticated', 'Enter the code of your authenticator app.');
    this.step = step;
  }
}

/** The first step of a person; it tells a changed password without carrying its hash about. */
export function stepOf(userId: number, passwordHash: string): FirstStep {
  return { userId, passwordMark: sha256(passwordHash).slice(0, 16) };
}

const SELECT = {
  id: true,
  name: true,
  role: true,
  agentId: true,
  passwordHash: true,
  totpEnabledAt: true,
  disabledAt: true,
  agent: { select: { archivedAt: true } },
} as const;

function maySignIn(user: { disabledAt: Date | null; agent: { archivedAt: Date | null } | null }): boolean {
  return user.disabledAt === null && (user.agent?.archivedAt ?? null) === null;
}

/**
 * Checks e-mail and password and opens a session row; the caller puts its id into the cookie.
 * Throws `unauthenticated` (the same for a wrong password, nobody of that name and a disabled person), `rate_limited`, and
 * SecondFactorNeeded where a code is asked for next.
 */
export async function signIn(
  email: string,
  password: string,
  address: string | null,
  userAgent: string | null,
  visit: Visit = {},
): Promise<{ sessionId: string; actor: Actor }> {
  const normal = normalEmail(email).replaceAll('\0', '').slice(0, 254);
  await countAttempt(normal, address);
  const user = await db().user.findUnique({ where: { email: normal }, select: SELECT });
  const right = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || user.passwordHash === null || !right || !maySignIn(user)) {
    log().info({ userId: user?.id ?? null, address }, 'sign-in refused');
    throw new AppError('unauthenticated', 'E-mail or password is wrong.');
  }
  await forgiveAttempts(normal, address);
  if (user.totpEnabledAt !== null) {
    throw new SecondFactorNeeded(stepOf(user.id, user.passwordHash));
  }
  return openSession(user, 'password', address, userAgent, visit);
}

/**
 * The second step: a code of the authenticator, or a recovery code, which is used up. A password
 * changed since the first step makes that void. Throws `unauthenticated`, `rate_limited`.
 */
export async function completeSignIn(
  first: FirstStep,
  code: string,
  address: string | null,
  userAgent: string | null,
  visit: Visit = {},
): Promise<{ sessionId: string; actor: Actor }> {
  await countCode(first.userId);
  const user = await db().user.findUnique({ where: { id: first.userId }, select: SELECT });
  const stands = user?.passwordHash && stepOf(user.id, user.passwordHash).passwordMark === first.passwordMark;
  if (!user || !stands || !maySignIn(user) || user.totpEnabledAt === null) {
    throw new AppError('unauthenticated', 'Sign in again from the beginning.');
  }
  const factor = await spendCode(user.id, code, (visit.now ?? systemClock)());
  if (factor === null) {
    log().info({ userId: user.id, address }, 'sign-in code refused');
    throw new AppError('unauthenticated', 'This code is wrong or was used already.');
  }
  await forgiveCodes(user.id);
  return openSession(user, factor, address, userAgent, visit);
}
