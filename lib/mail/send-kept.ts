import { recordAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { inTransaction } from '@/lib/infra/db';
import { enqueueAll } from '@/lib/infra/jobs';
import { keptMails } from './kept-mails';
import { sendsMails } from './queue-mail';

/** Mails of one click; the button stays for the rest. */
const MOST = 500;

/**
 * Sends mails that were kept while no mail server was set: one, or all whose links still open, oldest first. A mail is taken
 * once, whoever clicks at the same time. Admins only; audited. Throws `not_found`, `invalid_state`.
 */
export async function sendKeptMails(ctx: Context, input: { id?: number | undefined }): Promise<{ queued: number }> {
  requireRole(ctx.actor, 'admin');
  if (!sendsMails()) throw new AppError('invalid_state', 'No mail server is set. Set SMTP_URL first.');
  return inTransaction(async (tx) => {
    const kept = keptMails(ctx.now());
    const only = input.id === undefined ? kept : { ...kept, id: input.id };
    const found = await tx.mail.findMany({ where: only, orderBy: { id: 'asc' }, take: MOST, select: { id: true } });
    const taken = await tx.mail.updateManyAndReturn({
      where: { ...kept, id: { in: found.map(({ id }) => id) } },
      data: { queuedAt: ctx.now(), error: null },
      select: { id: true },
    });
    if (taken.length === 0 && input.id !== undefined) {
      if ((await tx.mail.count({ where: { id: input.id } })) === 0) throw notFound('The mail');
      throw new AppError('invalid_state', 'This mail was sent, is being sent, or its link is over.');
    }
    const ids = taken.map(({ id }) => id);
    await enqueueAll(
      'mail-send',
      tx,
      ids.map((mailId) => ({ mailId })),
    );
    if (ids.length > 0) {
      const entityId = input.id ?? null;
      await recordAudit(tx, ctx, { action: 'mail.sent_later', entity: 'mail', entityId, after: { mails: ids } });
    }
    return { queued: ids.length };
  });
}
