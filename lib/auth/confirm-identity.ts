import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { latestBelievable } from '@/lib/infra/clock';
import { db, inTransaction } from '@/lib/infra/db';
import { requirePerson } from './internal';
import { checkOwnPassword } from './own-password';
import type { IdentityProof } from './schemas';
import { spendCode } from './second-factor';
import { FRESH_MS } from './sign-in';
import { countCode, forgiveCodes } from './throttle';

/**
 * Before acts that a stranger at an unlocked screen must not do. Throws `confirmation_needed` for a person whose password
 * was asked for too long ago; keys and jobs have none.
 */
export async function requireFresh(ctx: Context): Promise<void> {
  if (ctx.actor.kind !== 'user') return;
  const session = await db().session.findUnique({
    where: { id: ctx.actor.sessionId },
    select: { freshUntil: true },
  });
  const now = ctx.now();
  // What a clock that was ahead has granted would last as long as that: it is over.
  if (session?.freshUntil && session.freshUntil > now && session.freshUntil <= latestBelievable(now, FRESH_MS)) return;
  throw new AppError('confirmation_needed', 'Confirm with your password that it is you.');
}

async function checkOwnCode(userId: number, code: string, now: Date): Promise<void> {
  const refuse = (message: string) => new AppError('invalid_input', message, { fields: [{ path: 'code', message }] });
  if (code === '') throw refuse('Enter the code of your authenticator app.');
  await countCode(userId);
  if ((await spendCode(userId, code, now)) === null) throw refuse('This code is wrong or was used already.');
  await forgiveCodes(userId);
}

/**
 * Proves again who sits at this session: by the password and, where a second factor is on, a code. Good for a quarter of an
 * hour. Throws `invalid_input` at `password` or `code`, `rate_limited`.
 */
export async function confirmIdentity(ctx: Context, input: IdentityProof): Promise<void> {
  const { userId, sessionId, agentId } = requirePerson(ctx);
  await checkOwnPassword(ctx, input.password, 'password');
  const { totpEnabledAt } = await db().user.findUniqueOrThrow({
    where: { id: userId },
    select: { totpEnabledAt: true },
  });
  if (totpEnabledAt !== null) await checkOwnCode(userId, input.code, ctx.now());
  const freshUntil = new Date(ctx.now().getTime() + FRESH_MS);
  await inTransaction(async (tx) => {
    await tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { freshUntil } });
    await recordAudit(tx, ctx, { action: 'session.confirmed', entity: 'user', entityId: userId, agentId });
  });
}
