import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { inTransaction, Prisma, type Tx } from '@/lib/infra/db';

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
    WHERE f.rule_id = ${ruleId} AND f.at >= ${month} AND (o.status IS NULL OR o.status NOT IN ('rejected', 'cancelled'))`);
  return { todayGb: row?.today ?? 0n, monthGb: row?.month ?? 0n };
}

/** Switches a rule off by itself, with the reason and its audit event; a rule that was set anew since stays as it is. */
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
    await recordAudit(tx, ctx, {
      action: 'auto_top_up.switched_off',
      entity: 'auto_top_up',
      entityId: rule.id,
      agentId: account?.customer?.agentId ?? null,
      after: { accountId: rule.accountId, why },
    });
  });
}
