import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { db, inTransaction } from '@/lib/infra/db';
import { requireFresh } from './confirm-identity';
import { endSessions, requireAdmin, requirePerson } from './internal';
import { checkOwnPassword } from './own-password';
import { forgetSecondFactor, replaceRecoveryCodes } from './second-factor';
import { countCode, forgiveCodes } from './throttle';
import { acceptedStep, newSealedSecret, type TotpSetup, totpSetup } from './totp';

/** Whether one's own second factor is on, and how many recovery codes are left. */
export async function getSecondFactor(ctx: Context): Promise<{ enabledAt: string | null; recoveryCodesLeft: number }> {
  const { userId } = requirePerson(ctx);
  const { totpEnabledAt } = await db().user.findUniqueOrThrow({
    where: { id: userId },
    select: { totpEnabledAt: true },
  });
  const recoveryCodesLeft = await db().recoveryCode.count({ where: { userId, usedAt: null } });
  return { enabledAt: totpEnabledAt?.toISOString() ?? null, recoveryCodesLeft };
}

/**
 * Makes a secret for one's authenticator app; it counts only once `enableTotp` has seen a code of it.
 * Throws `invalid_input` for a wrong password, `rate_limited`, `invalid_state` while a second factor is on.
 */
export async function beginTotp(ctx: Context, input: { password: string }): Promise<TotpSetup> {
  const { userId } = requirePerson(ctx);
  const { email } = await checkOwnPassword(ctx, input.password, 'password');
  const totpSecret = newSealedSecret();
  const { count } = await db().user.updateMany({ where: { id: userId, totpEnabledAt: null }, data: { totpSecret } });
  if (count === 0) throw new AppError('invalid_state', 'The second factor is on already. Switch it off first.');
  return totpSetup(totpSecret, email);
}

/**
 * Switches one's second factor on with a first code and returns ten recovery codes, told this once.
 * Throws `invalid_input` for a wrong code, `rate_limited`, `invalid_state` when it was not begun or is on.
 */
export async function enableTotp(ctx: Context, input: { code: string }): Promise<{ recoveryCodes: string[] }> {
  const { userId, agentId } = requirePerson(ctx);
  const { totpSecret, totpEnabledAt } = await db().user.findUniqueOrThrow({
    where: { id: userId },
    select: { totpSecret: true, totpEnabledAt: true },
  });
  if (totpSecret === null || totpEnabledAt !== null) {
    throw new AppError('invalid_state', 'Begin again: there is no set-up to confirm.');
  }
  await countCode(userId);
  const step = acceptedStep(totpSecret, input.code.replace(/\s/g, ''), ctx.now(), null);
  if (step === null) {
    const message = 'This code does not fit. Is the clock of the phone right?';
    throw new AppError('invalid_input', message, { fields: [{ path: 'code', message }] });
  }
  await forgiveCodes(userId);
  return inTransaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, totpSecret, totpEnabledAt: null },
      data: { totpEnabledAt: ctx.now(), totpLastStep: step },
    });
    if (count === 0) throw new AppError('invalid_state', 'Begin again: there is no set-up to confirm.');
    const recoveryCodes = await replaceRecoveryCodes(tx, userId);
    await recordAudit(tx, ctx, { action: 'user.totp_enabled', entity: 'user', entityId: userId, agentId });
    return { recoveryCodes };
  });
}

/**
 * Replaces one's recovery codes by ten new ones, told this once; the old ones are void. Throws `confirmation_needed`,
 * `invalid_state` while no second factor is on.
 */
export async function renewRecoveryCodes(ctx: Context): Promise<{ recoveryCodes: string[] }> {
  const { userId, agentId } = requirePerson(ctx);
  await requireFresh(ctx);
  return inTransaction(async (tx) => {
    // Locked: of two renewals at once the second one's codes are the valid ones, and all of them are.
    const [user] = await tx.$queryRaw<{ on: boolean }[]>`
      SELECT totp_enabled_at IS NOT NULL AS "on" FROM "user" WHERE id = ${userId} FOR UPDATE`;
    if (!user?.on) throw new AppError('invalid_state', 'Switch the second factor on first.');
    const recoveryCodes = await replaceRecoveryCodes(tx, userId);
    await recordAudit(tx, ctx, { action: 'user.recovery_codes_renewed', entity: 'user', entityId: userId, agentId });
    return { recoveryCodes };
  });
}

/** Switches one's own second factor off. Throws `invalid_input` for a wrong password, `rate_limited`. */
export async function disableTotp(ctx: Context, input: { password: string }): Promise<void> {
  const { userId, agentId } = requirePerson(ctx);
  await checkOwnPassword(ctx, input.password, 'password');
  await inTransaction(async (tx) => {
    if (!(await forgetSecondFactor(tx, userId))) return;
    await recordAudit(tx, ctx, { action: 'user.totp_disabled', entity: 'user', entityId: userId, agentId });
  });
}

/**
 * Takes a person's second factor away, whose phone is lost, and ends their sessions, which may be on it. Admins only.
 * Throws `not_found`, `refused` for oneself.
 */
export async function resetTotp(ctx: Context, input: { userId: number }): Promise<void> {
  requireAdmin(ctx);
  const { userId } = input;
  if (ctx.actor.kind === 'user' && ctx.actor.userId === userId) {
    throw new AppError('refused', 'Switch your own second factor off in Settings, with your password.');
  }
  await inTransaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { agentId: true } });
    if (!user) throw notFound('The user');
    if (!(await forgetSecondFactor(tx, userId))) return;
    await endSessions(tx, ctx, userId);
    const { agentId } = user;
    await recordAudit(tx, ctx, { action: 'user.totp_reset', entity: 'user', entityId: userId, agentId });
  });
}
