import { type Context, requireRole } from '@/lib/core/actor';
import { type ListPage, newestFirst, type Paging, toPage } from '@/lib/core/paging';
import { unseal } from '@/lib/infra/crypto';
import { db } from '@/lib/infra/db';
import { BODY_PURPOSE } from './internal';
import { keptMails } from './kept-mails';
import type { MailDto } from './schemas';

function stateOf(mail: { sentAt: Date | null; expiresAt: Date | null }, isKept: boolean, now: Date): MailDto['state'] {
  if (mail.sentAt !== null) return 'sent';
  if (mail.expiresAt !== null && mail.expiresAt <= now) return 'expired';
  return isKept ? 'kept' : 'sending';
}

/** How many mails are kept that could be sent, and how old the oldest is. Admins only. */
export async function countKeptMails(ctx: Context): Promise<{ kept: number; oldestAt: string | null }> {
  requireRole(ctx.actor, 'admin');
  const where = keptMails(ctx.now());
  const { _count, _min } = await db().mail.aggregate({ where, _count: true, _min: { createdAt: true } });
  return { kept: _count, oldestAt: _min.createdAt?.toISOString() ?? null };
}

/** Mails that were sent or wait, newest first. Admins only: those that wait can be read and passed on by hand. */
export async function listMails(ctx: Context, query: Paging): Promise<ListPage<MailDto>> {
  requireRole(ctx.actor, 'admin');
  const rows = await db().mail.findMany(newestFirst(query));
  const page = toPage(rows, query.limit);
  const kept = await db().mail.findMany({
    where: { ...keptMails(ctx.now()), id: { in: page.data.map(({ id }) => id) } },
    select: { id: true },
  });
  const sendable = new Set(kept.map(({ id }) => id));
  return {
    nextCursor: page.nextCursor,
    data: page.data.map((mail) => ({
      id: String(mail.id),
      to: mail.to,
      subject: mail.subject,
      body: mail.sentAt === null ? unseal(mail.body, BODY_PURPOSE) : null,
      createdAt: mail.createdAt.toISOString(),
      sentAt: mail.sentAt?.toISOString() ?? null,
      error: mail.error,
      state: stateOf(mail, sendable.has(mail.id), ctx.now()),
    })),
  };
}
