import { recordAudit } from '@/lib/audit';
import { systemContext } from '@/lib/core/actor';
import { systemClock } from '@/lib/infra/clock';
import { db, inTransaction } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { queueMail } from '@/lib/mail';
import { normalEmail } from './internal';
import { mayMailReset } from './throttle';
import { newUserToken } from './user-token';

function letter(name: string, link: string): string {
  return [
    `Hello ${name},`,
    'somebody asked for a new password for your sign-in to Gigatill. To set one, open this within an hour:',
    link,
    'If it was not you, do nothing: your password stays as it is.',
  ].join('\n\n');
}

/**
 * Mails a link that sets a new password, to a person who has one. Says nothing about whether there is such a person; the
 * caller does not wait for it either, since its time would tell.
 */
export async function requestPasswordReset(email: string, now: () => Date = systemClock): Promise<void> {
  const user = await db().user.findUnique({
    where: { email: normalEmail(email) },
    select: {
      id: true,
      email: true,
      name: true,
      agentId: true,
      passwordHash: true,
      disabledAt: true,
      agent: { select: { archivedAt: true } },
    },
  });
  if (!user || user.passwordHash === null || user.disabledAt !== null || (user.agent?.archivedAt ?? null) !== null)
    return;
  if (!(await mayMailReset(user.id))) return;
  const { id, name, agentId } = user;
  await inTransaction(async (tx) => {
    const { token, expiresAt } = await newUserToken(tx, id, 'password_reset', now());
    const body = letter(name, `${env().appUrl}/reset/${token}`);
    await queueMail(tx, { to: user.email, subject: 'A new password for Gigatill', body, expiresAt });
    const ctx = systemContext('sign-in page', now);
    await recordAudit(tx, ctx, { action: 'user.reset_requested', entity: 'user', entityId: id, agentId });
  });
}
