import { createTransport } from 'nodemailer';
import { systemClock } from '@/lib/infra/clock';
import { unseal } from '@/lib/infra/crypto';
import { db } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { BODY_PURPOSE } from './internal';

const TIMEOUT_MS = 10_000;
const MAX_ERROR = 300;

/**
 * Sends a mail that was not sent yet (job handler) and forgets its text. Throws when the mail server does not take it; the
 * queue tries again later, and the reason stands in the outbox.
 */
export async function sendMail(mailId: number, now: () => Date = systemClock): Promise<void> {
  const { smtpUrl, mailFrom, appUrl } = env();
  const mail = await db().mail.findUnique({ where: { id: mailId } });
  if (!mail || mail.sentAt !== null || smtpUrl === undefined) return;
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url: smtpUrl, ...timeouts });
  try {
    await transport.sendMail({
      from: mailFrom ?? `Gigatill <no-reply@${new URL(appUrl).hostname}>`,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: unseal(mail.body, BODY_PURPOSE),
    });
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR);
    await db().mail.update({ where: { id: mailId }, data: { error: reason }, select: { id: true } });
    throw error;
  } finally {
    transport.close();
  }
  await db().mail.update({
    where: { id: mailId },
    data: { sentAt: now(), error: null, body: '' },
    select: { id: true },
  });
}
