import { recordAudit } from '@/lib/audit';
import { systemContext } from '@/lib/core/actor';
import type { Locale } from '@/lib/core/locales';
import { systemClock } from '@/lib/infra/clock';
import { db, inTransaction } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { type LetterReader, letterReader, queueMail } from '@/lib/mail';
import { translatorFor } from '@/messages/translator';
import { normalEmail } from './internal';
import { mayMailReset } from './throttle';
import { newUserToken } from './user-token';

function letter({ name, locale }: LetterReader, link: string): { subject: string; body: string } {
  const all = translatorFor(locale, 'letters.all');
  const t = translatorFor(locale, 'letters.reset');
  return { subject: t('subject'), body: [all('hello', { name }), t('asked'), link, t('otherwise')].join('\n\n') };
}

/**
 * Mails a link that sets a new password to a person who has one, in the person's language or else in that of the page where it
 * was asked for (`locale`). Says nothing about whether there is such a person; the caller does not wait for it either, since
 * its time would tell.
 */
export async function requestPasswordReset(
  email: string,
  { now = systemClock, locale }: { now?: () => Date; locale?: Locale } = {},
): Promise<void> {
  const user = await db().user.findUnique({
    where: { email: normalEmail(email) },
    select: {
      id: true,
      email: true,
      name: true,
      agentId: true,
      locale: true,
      shownLocale: true,
      timeZone: true,
      passwordHash: true,
      disabledAt: true,
      agent: { select: { archivedAt: true } },
    },
  });
  if (!user || user.passwordHash === null || user.disabledAt !== null || (user.agent?.archivedAt ?? null) !== null)
    return;
  if (!(await mayMailReset(user.id))) return;
  const { id, agentId } = user;
  await inTransaction(async (tx) => {
    const { token, expiresAt } = await newUserToken(tx, id, 'password_reset', now());
    const told = letter(letterReader(user, locale), `${env().appUrl}/reset/${token}`);
    await queueMail(tx, { to: user.email, ...told, expiresAt });
    const ctx = systemContext('sign-in page', now);
    await recordAudit(tx, ctx, { action: 'user.reset_requested', entity: 'user', entityId: id, agentId });
  });
}
