import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { inTransaction, Prisma, type Tx } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { letterReader, queueMail } from '@/lib/mail';
import { inLanguage } from '@/messages/sentences';
import { translatorFor } from '@/messages/translator';

export type Used = { todayGb: bigint; monthGb: bigint };

/** What a rule has ordered since the day and the month of UTC began; what came to nothing does not count. */
export async function usedBy(tx: Tx, ruleId: number, now: Date): Promise<Used> {
  const day = now.toISOString().slice(0, 10);
  const today = new Date(`${day}T00:00:00Z`);
  const month = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  const [row] = await tx.$queryRaw<{ today: bigint; month: bigint }[]>(Prisma.sql`
    SELECT coalesce(sum(f.amount_gb) FILTER (WHERE f.at >= ${today}), 0)::bigint AS today,
      coalesce(sum(f.amount_gb), 0)::bigint AS month
    FROM auto_top_up_firing f LEFT JOIN "order" o ON o.id = f.order_id
    WHERE f.rule_id = ${ruleId} AND f.at >= ${month} AND f.problem IS NULL AND (o.status IS NULL OR o.status NOT IN ('rejected', 'cancelled'))`);
  return { todayGb: row?.today ?? 0n, monthGb: row?.month ?? 0n };
}

/** Tells who set the rule, where that is a person, that nothing is topped up any more. */
async function tellMaker(tx: Tx, madeBy: string, accountId: number, why: string): Promise<void> {
  const userId = /^user:(\d{1,9})$/.exec(madeBy)?.[1];
  const user = userId === undefined ? null : await tx.user.findUnique({ where: { id: Number(userId) } });
  if (!user || user.disabledAt !== null) return;
  const account = await tx.upstreamAccount.findUniqueOrThrow({ where: { id: accountId } });
  const name = account.label ?? account.externalName ?? account.externalId;
  const { locale } = letterReader(user);
  const t = translatorFor(locale, 'letters.autoTopUp');
  const page = account.customerId === null ? [] : [`${env().appUrl}/customers/${account.customerId}`];
  const body = [t('off', { name }), inLanguage(why, locale), t('then'), ...page];
  await queueMail(tx, { to: user.email, subject: t('subject', { name }), body: `${body.join('\n\n')}\n` });
}

/**
 * Switches a rule off by itself, with the reason, its audit event and a mail to who set it; a rule that was set anew since
 * stays as it is.
 */
export async function switchOff(
  ctx: Context,
  rule: { id: number; accountId: number; sequence: number },
  why: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { count } = await tx.autoTopUp.updateMany({
      where: { id: rule.id, enabled: true, sequence: rule.sequence },
      data: { enabled: false, disabledWhy: why, waitingFor: null, checkedAt: ctx.now() },
    });
    if (count === 0) return;
    const account = await tx.upstreamAccount.findUnique({
      where: { id: rule.accountId },
      select: { customer: { select: { agentId: true } } },
    });
    const { createdBy } = await tx.autoTopUp.findUniqueOrThrow({ where: { id: rule.id }, select: { createdBy: true } });
    await tellMaker(tx, createdBy, rule.accountId, why);
    await recordAudit(tx, ctx, {
      action: 'auto_top_up.switched_off',
      entity: 'auto_top_up',
      entityId: rule.id,
      agentId: account?.customer?.agentId ?? null,
      after: { accountId: rule.accountId, why },
    });
  });
}
