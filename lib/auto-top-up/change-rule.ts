import { recordAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { inTransaction } from '@/lib/infra/db';
import { fetchRule, getRule, readAutoTopUp } from './list-auto-top-ups';
import { parseSchedule } from './schedule';
import type { AutoTopUpInput, AutoTopUpPatch, RuleDto } from './schemas';
import { findOwn, setAutoTopUp, stopAutoTopUp } from './set-auto-top-up';

/** For programs: a new rule. Throws as `setAutoTopUp`, and `already_exists`. */
export async function createRule(ctx: Context, input: AutoTopUpInput): Promise<RuleDto> {
  const { accountId, accountName, rule } = await setAutoTopUp(ctx, input, { mustBeNew: true });
  if (!rule) throw new Error(`account ${accountId} has no rule after it was set`);
  return { ...rule, accountId, accountName };
}

/** Changes what is given; the rest, also whether it is on, stays as it is. Throws as `setAutoTopUp`. */
export async function changeRule(
  ctx: Context,
  { id, enabled, ...patch }: AutoTopUpPatch & { id: number },
): Promise<RuleDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  const { rule } = await fetchRule(ctx, id);
  const { accountId } = rule;
  if (Object.keys(patch).length === 0) {
    if (enabled === false) await stopAutoTopUp(ctx, { accountId });
    if (enabled !== true) return getRule(ctx, { id });
  }
  const kept = rule.schedule === null ? null : { ...parseSchedule(rule.schedule), timeZone: rule.timeZone };
  const given = (name: 'dailyCapGb' | 'monthlyCapGb') => (patch[name] === undefined ? rule[name] : patch[name]);
  const input: AutoTopUpInput = {
    accountId,
    amountGb: patch.amountGb ?? rule.amountGb,
    dailyCapGb: given('dailyCapGb'),
    monthlyCapGb: given('monthlyCapGb'),
    thresholdGb: patch.schedule == null ? (patch.thresholdGb ?? rule.thresholdGb) : null,
    schedule: patch.thresholdGb == null ? (patch.schedule ?? kept) : null,
  };
  await setAutoTopUp(ctx, input, { enabled: enabled ?? rule.enabled });
  return getRule(ctx, { id });
}

/**
 * Removes a rule with what it remembers of its firings; its orders stay. Throws `not_found`, `forbidden`, and
 * `invalid_state` while it makes an order.
 */
export async function removeRule(ctx: Context, input: { id: number }): Promise<void> {
  requireRole(ctx.actor, 'admin', 'agent');
  const { rule } = await fetchRule(ctx, input.id);
  const account = await findOwn(ctx, rule.accountId);
  const before = await readAutoTopUp(ctx, rule.accountId);
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM auto_top_up WHERE id = ${rule.id} FOR UPDATE`;
    const where = { ruleId: rule.id };
    const open = await tx.autoTopUpFiring.count({ where: { ...where, orderId: null, problem: null } });
    if (open > 0) {
      throw new AppError('invalid_state', 'It is ordering at this moment. Switch it off, or try again in a minute.');
    }
    await tx.autoTopUpFiring.deleteMany({ where });
    const { count } = await tx.autoTopUp.deleteMany({ where: { id: rule.id } });
    if (count === 0) return;
    await recordAudit(tx, ctx, {
      action: 'auto_top_up.removed',
      entity: 'auto_top_up',
      entityId: rule.id,
      agentId: account.customer?.agentId ?? null,
      before: { ...before.rule, accountId: rule.accountId },
    });
  });
}
