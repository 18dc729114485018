import { type Context, requireRole } from '@/lib/core/actor';
import { decodeIntCursor, type ListPage, type Paging, toPage } from '@/lib/core/paging';
import { unseal } from '@/lib/infra/crypto';
import { db } from '@/lib/infra/db';
import { BODY_PURPOSE } from './internal';
import type { MailDto } from './schemas';

/** Mails that were sent or wait, newest first. Admins only: those that wait can be read and passed on by hand. */
export async function listMails(ctx: Context, query: Paging): Promise<ListPage<MailDto>> {
  requireRole(ctx.actor, 'admin');
  const before = decodeIntCursor(query.cursor);
  const rows = await db().mail.findMany({
    where: before === null ? {} : { id: { lt: before } },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  });
  const page = toPage(rows, query.limit);
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
    })),
  };
}
