import type { Prisma } from '@/lib/infra/db';

/** By then the queue has given a mail up. */
const GIVEN_UP_MS = 2 * 3_600_000;

/** Mails that nobody sends at the moment and whose links still open. */
export function keptMails(now: Date): Prisma.MailWhereInput {
  return {
    sentAt: null,
    AND: [
      { OR: [{ queuedAt: null }, { queuedAt: { lt: new Date(now.getTime() - GIVEN_UP_MS) } }] },
      { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    ],
  };
}
