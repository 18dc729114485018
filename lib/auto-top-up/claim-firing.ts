import type { Context } from '@/lib/core/actor';
import { gbText } from '@/lib/core/wire';
import { db, inTransaction, type Prisma, type Tx } from '@/lib/infra/db';
import { usedBy } from './internal';

export type Rule = Prisma.AutoTopUpGetPayload<object>;
export type Firing = { no: number; amountGb: bigint; madeBy: string };

/** After a top-up a provider's own figure may lag behind: the next one waits this long. */
const PAUSE_MS = 10 * 60_000;

/** A firing that has made no order after this long never will: its worker died. */
const ORDERING_MS = 120_000;

/** The idempotency key of a firing's order. */
export function firingKey(ruleId: number, no: number): string {
  return `auto:${ruleId}:${no}`;
}

/** Why the account must not be topped up by the rule at this moment; null when it may. */
export async function blockerOf(tx: Tx, ctx: Context, rule: Rule): Promise<string | null> {
  const latest = await tx.order.findFirst({
    where: {
      accountId: rule.accountId,
      OR: [
        { status: { in: ['awaiting_approval', 'queued', 'submitting', 'unknown'] } },
        { type: 'top_up', status: 'succeeded', createdAt: { gt: new Date(ctx.now().getTime() - PAUSE_MS) } },
      ],
    },
    orderBy: { id: 'desc' },
    select: { id: true, status: true },
  });
  if (latest?.status === 'unknown') return `Nobody knows yet whether order #${latest.id} arrived.`;
  if (latest?.status === 'awaiting_approval') return `Order #${latest.id} awaits approval.`;
  if (latest?.status === 'succeeded') return 'Topped up less than ten minutes ago.';
  if (latest) return `Order #${latest.id} is on its way.`;
  const { todayGb, monthGb } = await usedBy(tx, rule.id, ctx.now());
  const { amountGb, dailyCapGb, monthlyCapGb } = rule;
  if (dailyCapGb !== null && todayGb + amountGb > dailyCapGb) {
    return `Today’s limit is reached: ${gbText(todayGb)} of ${gbText(dailyCapGb)} GB.`;
  }
  if (monthlyCapGb !== null && monthGb + amountGb > monthlyCapGb) {
    return `This month’s limit is reached: ${gbText(monthGb)} of ${gbText(monthlyCapGb)} GB.`;
  }
  return null;
}

/**
 * Writes the next firing before its order is made, under the rule's lock: of two workers one gets it, the other one a
 * reason to wait. A rule that was set anew since it was read is left to the next round.
 */
export function claimFiring(ctx: Context, rule: Rule): Promise<Firing | { waitFor: string }> {
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM auto_top_up WHERE id = ${rule.id} FOR UPDATE`;
    const now = await tx.autoTopUp.findUniqueOrThrow({ where: { id: rule.id } });
    const open = await tx.autoTopUpFiring.count({ where: { ruleId: rule.id, orderId: null } });
    if (!now.enabled || now.sequence !== rule.sequence || open > 0) return { waitFor: 'It is being ordered.' };
    const blocker = await blockerOf(tx, ctx, now);
    if (blocker !== null) return { waitFor: blocker };
    const firing = { no: now.sequence + 1, amountGb: now.amountGb, madeBy: now.createdBy };
    await tx.autoTopUpFiring.create({ data: { ruleId: rule.id, at: ctx.now(), ...firing }, select: { no: true } });
    await tx.autoTopUp.update({
      where: { id: rule.id },
      data: { sequence: firing.no, lastFiredAt: ctx.now(), waitingFor: null, checkedAt: ctx.now() },
      select: { id: true },
    });
    return firing;
  });
}

/** Writes down which order a firing made, also where the firing was given up in between. */
export async function linkFiring(ctx: Context, ruleId: number, firing: Firing, orderId: number): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.autoTopUpFiring.upsert({
      where: { ruleId_no: { ruleId, no: firing.no } },
      create: { ruleId, at: ctx.now(), ...firing, orderId },
      update: { orderId },
    });
    await tx.autoTopUp.updateMany({ where: { id: ruleId, sequence: firing.no }, data: { lastOrderId: orderId } });
  });
}

/** Finds what became of firings older than `ageMs` that name no order: their key tells whether one was made. */
export async function settleFirings(ctx: Context, ruleId: number, ageMs = ORDERING_MS): Promise<void> {
  const open = await db().autoTopUpFiring.findMany({ where: { ruleId, orderId: null } });
  for (const firing of open) {
    const { no, amountGb, madeBy } = firing;
    const key = await db().idempotencyKey.findUnique({
      where: { caller_key: { caller: madeBy, key: firingKey(ruleId, no) } },
      select: { resourceId: true },
    });
    if (key) await linkFiring(ctx, ruleId, { no, amountGb, madeBy }, key.resourceId);
    else if (ctx.now().getTime() - firing.at.getTime() >= ageMs) {
      await db().autoTopUpFiring.deleteMany({ where: { ruleId, no, orderId: null } });
    }
  }
}
