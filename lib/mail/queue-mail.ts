import { seal } from '@/lib/infra/crypto';
import type { Tx } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { enqueue } from '@/lib/infra/jobs';
import { BODY_PURPOSE } from './internal';

/** True where the environment names a mail server. */
export function sendsMails(): boolean {
  return env().smtpUrl !== undefined;
}

/** Keeps a mail, plain text, and with SMTP_URL has it sent once the transaction commits. */
export async function queueMail(tx: Tx, mail: { to: string; subject: string; body: string }): Promise<void> {
  const { id } = await tx.mail.create({
    data: { ...mail, body: seal(mail.body, BODY_PURPOSE) },
    select: { id: true },
  });
  if (sendsMails()) await enqueue('mail-send', { mailId: id }, { tx });
}
