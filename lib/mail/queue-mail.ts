import { seal } from '@/lib/infra/crypto';
import type { Tx } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { enqueueAll } from '@/lib/infra/jobs';
import { BODY_PURPOSE } from './internal';

/** True where the environment names a mail server. */
export function sendsMails(): boolean {
  return env().smtpUrl !== undefined;
}

export type NewMail = {
  to: string;
  subject: string;
  body: string;
  /** From when its links open nothing any more: it is not offered for sending later. */
  expiresAt?: Date;
};

/** Keeps a mail, plain text, and with SMTP_URL has it sent once the transaction commits. */
export async function queueMail(tx: Tx, mail: NewMail): Promise<void> {
  await queueMails(tx, [mail]);
}

/** The same for many mails, as many statements as for one. */
export async function queueMails(tx: Tx, mails: readonly NewMail[]): Promise<void> {
  if (mails.length === 0) return;
  const queuedAt = sendsMails() ? new Date() : null;
  const kept = await tx.mail.createManyAndReturn({
    data: mails.map((mail) => ({ ...mail, body: seal(mail.body, BODY_PURPOSE), queuedAt })),
    select: { id: true },
  });
  if (queuedAt === null) return;
  await enqueueAll(
    'mail-send',
    tx,
    kept.map(({ id }) => ({ mailId: id })),
  );
}
