import { recordAudit } from '@/lib/audit';
import { AppError } from '@/lib/core/errors';
import { systemClock } from '@/lib/infra/clock';
import { inTransaction } from '@/lib/infra/db';
import { endSessions } from './internal';
import { hashPassword } from './passwords';
import { openSession, personContext, SecondFactorNeeded, stepOf, type Visit } from './sign-in';
import { type LinkKind, userOfToken, voidTokens } from './user-token';

const ACTIONS: Record<LinkKind, string> = {
  invitation: 'user.invitation_accepted',
  password_reset: 'user.password_reset_by_link',
};

/** Whom a link is for, for the page that it opens; looking does not use it up. `null` when it does not work any more. */
export async function readLink(
  kind: LinkKind,
  token: string,
  now: () => Date = systemClock,
): Promise<{ email: string; name: string } | null> {
  const found = await userOfToken(token, kind, now());
  return found && { email: found.user.email, name: found.user.name };
}

/**
 * Sets the password with a link of a mail, once, ends all sessions of the person and opens a new one. Throws `refused` when
 * the link does not work any more, and SecondFactorNeeded (the password is set) where a code is asked for next.
 */
export async function setPasswordByLink(
  link: { kind: LinkKind; token: string; password: string },
  address: string | null,
  userAgent: string | null,
  visit: Visit = {},
) {
  const { now = systemClock } = visit;
  const over = new AppError('refused', 'This link was used already or is too old. Ask for a new one.');
  const found = await userOfToken(link.token, link.kind, now());
  if (!found) throw over;
  const { tokenId, user } = found;
  const passwordHash = await hashPassword(link.password);
  const ctx = personContext(user, '', address, now);
  await inTransaction(async (tx) => {
    const { count } = await tx.userToken.updateMany({ where: { id: tokenId, usedAt: null }, data: { usedAt: now() } });
    if (count === 0) throw over;
    await voidTokens(tx, user.id, now());
    await tx.user.update({ where: { id: user.id }, data: { passwordHash }, select: { id: true } });
    await endSessions(tx, ctx, user.id);
    const { id: entityId, agentId } = user;
    await recordAudit(tx, ctx, { action: ACTIONS[link.kind], entity: 'user', entityId, agentId });
  });
  if (user.totpEnabledAt !== null) throw new SecondFactorNeeded(stepOf(user.id, passwordHash));
  return openSession(user, 'password', address, userAgent, visit);
}
