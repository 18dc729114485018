import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import type { Locale } from '@/lib/core/locales';
import { inTransaction, isUniqueViolation, type Tx } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { type LetterReader, letterReader, queueMail } from '@/lib/mail';
import { translatorFor } from '@/messages/translator';
import { agentOf } from './create-user';
import { normalEmail, requireAdmin } from './internal';
import type { InvitationDto, InvitationInput } from './schemas';
import { newUserToken } from './user-token';

type Invited = { id: number } & Parameters<typeof letterReader>[0];

/** Who was never here has chosen no language yet: the one of the person who invites is the likeliest. `locale` is the page's. */
type Inviting = { locale?: Locale | undefined };

/** The language of who invites: the page's, else what that person chose or was shown; of a program or the command line ours. */
async function inviterLocale(tx: Tx, { actor }: Context, { locale }: Inviting): Promise<Locale | undefined> {
  if (locale !== undefined || actor.kind !== 'user') return locale;
  return letterReader(await tx.user.findUniqueOrThrow({ where: { id: actor.userId } })).locale;
}

function letter(inviter: string | null, { name, locale }: LetterReader, link: string) {
  const all = translatorFor(locale, 'letters.all');
  const t = translatorFor(locale, 'letters.invitation');
  const invited = t('invited', { inviter: inviter ?? t('administrator') });
  return { subject: t('subject'), body: [all('hello', { name }), invited, link].join('\n\n') };
}

async function sendInvitation(tx: Tx, ctx: Context, invited: Invited, by: Inviting): Promise<InvitationDto> {
  const { id, email } = invited;
  const { token, expiresAt } = await newUserToken(tx, id, 'invitation', ctx.now());
  const link = `${env().appUrl}/invite/${token}`;
  const inviter = ctx.actor.kind === 'user' ? ctx.actor.name : null;
  const told = letter(inviter, letterReader(invited, await inviterLocale(tx, ctx, by)), link);
  await queueMail(tx, { to: email, ...told, expiresAt });
  return { id: String(id), email, link, expiresAt: expiresAt.toISOString() };
}

/** The row of a person who has not accepted yet, locked. Throws `not_found`, `invalid_state`. */
async function pending(tx: Tx, userId: number): Promise<Invited & { agentId: number | null }> {
  await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${userId} FOR UPDATE`;
  const user = await tx.user.findUnique({
    where: { id: userId },
    select: {
      id: true,
      email: true,
      name: true,
      agentId: true,
      passwordHash: true,
      locale: true,
      shownLocale: true,
      timeZone: true,
    },
  });
  if (!user) throw notFound('The user');
  if (user.passwordHash !== null) throw new AppError('invalid_state', 'This person has a password already.');
  return user;
}

/**
 * Adds a person without a password and mails a link that sets it, in the language of who invites; the link is told to the admin, too. Admins only.
 * Throws `already_exists`, `not_found` for the agent.
 */
export async function inviteUser(ctx: Context, input: InvitationInput & Inviting): Promise<InvitationDto> {
  requireAdmin(ctx);
  const email = normalEmail(input.email);
  const agentId = await agentOf(input, email);
  const name = input.name ?? email.split('@')[0] ?? email;
  const { role } = input;
  try {
    return await inTransaction(async (tx) => {
      const data = { email, name, role, agentId, createdAt: ctx.now() };
      const { id } = await tx.user.create({ data, select: { id: true } });
      const after = { email, name, role, agentId };
      await recordAudit(tx, ctx, { action: 'user.invited', entity: 'user', entityId: id, agentId, after });
      return sendInvitation(tx, ctx, { id, email, name, locale: null, shownLocale: null, timeZone: null }, input);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('already_exists', `There is already a user ${email}.`);
    throw error;
  }
}

/** A new link for an open invitation; the one before is void. Admins only. Throws `not_found`, `invalid_state`. */
export async function renewInvitation(ctx: Context, input: { userId: number } & Inviting): Promise<InvitationDto> {
  requireAdmin(ctx);
  return inTransaction(async (tx) => {
    const user = await pending(tx, input.userId);
    const { id: entityId, agentId } = user;
    await recordAudit(tx, ctx, { action: 'user.invited_again', entity: 'user', entityId, agentId });
    return sendInvitation(tx, ctx, user, input);
  });
}

/** Takes an open invitation back, and with it the person, who never was here. Admins only. Throws as above. */
export async function revokeInvitation(ctx: Context, input: { userId: number }): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(async (tx) => {
    const { id, email, agentId } = await pending(tx, input.userId);
    await tx.user.delete({ where: { id }, select: { id: true } });
    const before = { email };
    await recordAudit(tx, ctx, { action: 'user.invitation_revoked', entity: 'user', entityId: id, agentId, before });
  });
}
