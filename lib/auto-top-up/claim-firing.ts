import type { Context } from '@/lib/core/actor';
import { gbText } from '@/lib/core/wire';
import { fromDbDay, inTransaction, type Prisma, type Tx, toDbDay } from '@/lib/infra/db';
import { usedBy } from './internal';
import type { Occurrence } from './schedule';

export type Rule = Prisma.AutoTopUpGetPayload<object>;
export type Firing = Prisma.AutoTopUpFiringGetPayload<object>;

/** After a top-up a provider's own figure may lag behind: the next one waits this long. */
const PAUSE_MS = 10 * 60_000;

/** The idempotency key of a firing's order. */
export function firingKey({ ruleId, no }: Pick<Firing, 'ruleId' | 'no'>): string {
  return `auto:${ruleId}:${no}`;
}

/** The note of a firing's order; the same whenever it is made again. */
export function firingNote({ dueDay }: Firing): string {
  return dueDay === null ? 'Automatic top-up' : `Scheduled top-up of ${fromDbDay(dueDay)}`;
}

/** Why the account must not be topped up by a rule at this moment, other than the rule's own limits; null when it may. */
export async function blockerOf(tx: Tx, ctx: Context, rule: Rule): Promise<string | null> {
  // On both sides: a clock that was ahead for a while has made orders of the future.
  const [from, to] = [-PAUSE_MS, PAUSE_MS].map((ms) => new Date(ctx.now().getTime() + ms));
  const latest = await tx.order.findFirst({
    where: {
      accountId: rule.accountId,
      OR: [
        { status: { in: ['awaiting_approval', 'queued', 'submitting', 'unknown'] } },
        { type: 'top_up', status: 'succeeded', createdAt: { gt: from, lt: to } },
      ],
    },
    orderBy: { id: 'desc' },
    select: { id: true, status: true },
  });
  if (latest?.status === 'unknown') return `Nobody knows yet whether order #${latest.id} arrived.`;
  if (latest?.status === 'awaiting_approval') return `Order #${latest.id} awaits approval.`;
  if (latest?.status === 'succeeded') return 'Topped up less than ten minutes ago.';
  return latest ? `Order #${latest.id} is on its way.` : null;
}

/** Which of the rule's own limits another top-up would break; null when none. */
export async function limitOf(tx: Tx, ctx: Context, rule: Rule): Promise<string | null> {
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

/** What makes a firing one of a schedule: its occurrence, and how many before it were missed. */
export type Due = Occurrence & { skipped: number };

async function write(tx: Tx, ctx: Context, rule: Rule, due: Due | null, problem: string | null): Promise<Firing> {
  const no = rule.sequence + 1;
  const firing = await tx.autoTopUpFiring.create({
    data: {
      ruleId: rule.id,
      no,
      at: ctx.now(),
      amountGb: rule.amountGb,
      madeBy: rule.createdBy,
      problem,
      ...(due ? { dueDay: toDbDay(due.day), dueAt: due.at, skipped: due.skipped } : {}),
    },
  });
  await tx.autoTopUp.update({
    where: { id: rule.id },
    data: {
      sequence: no,
      ...(problem === null ? { lastFiredAt: ctx.now() } : {}),
      ...(due ? { scheduleAfter: due.at } : {}),
      waitingFor: null,
      checkedAt: ctx.now(),
    },
    select: { id: true },
  });
  return firing;
}

/**
 * Writes the next firing before its order is made, under the rule's lock: of two workers one gets it, the other one a
 * reason to wait. A rule that was set anew since it was read is left to the next round. Of a schedule (`due`) a day that was
 * served is never served again, and one that a limit of the rule forbids is left out for good, with the reason.
 */
export function claimFiring(ctx: Context, rule: Rule, due: Due | null): Promise<Firing | { waitFor: string | null }> {
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM auto_top_up WHERE id = ${rule.id} FOR UPDATE`;
    const now = await tx.autoTopUp.findUniqueOrThrow({ where: { id: rule.id } });
    const open = await tx.autoTopUpFiring.count({ where: { ruleId: rule.id, orderId: null, problem: null } });
    if (!now.enabled || now.sequence !== rule.sequence || open > 0) return { waitFor: 'It is being ordered.' };
    if (due) {
      const key = { ruleId: rule.id, dueDay: toDbDay(due.day) };
      const served = await tx.autoTopUpFiring.findUnique({ where: { ruleId_dueDay: key }, select: { no: true } });
      if (served) {
        await tx.autoTopUp.update({ where: { id: rule.id }, data: { scheduleAfter: due.at }, select: { id: true } });
        return { waitFor: null };
      }
    }
    const blocker = await blockerOf(tx, ctx, now);
    if (blocker !== null) return { waitFor: blocker };
    const limit = await limitOf(tx, ctx, now);
    if (limit === null) return write(tx, ctx, now, due, null);
    if (due) await write(tx, ctx, now, due, limit);
    return { waitFor: due ? null : limit };
  });
}
