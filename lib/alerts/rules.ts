import { recordAudit } from '@/lib/audit';
import { actorKey, agentScope, type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { db, inTransaction, Prisma } from '@/lib/infra/db';
import { DEFAULTS, toThresholdsDto } from './internal';
import type { AlertRuleDto, AlertRuleInput, AlertTarget } from './schemas';

type Place = { scope: 'account' | 'pool'; agentId: number | null; customerId: number | null };

/** Whom the thresholds are for, and the agent of a customer. Throws `not_found`, `forbidden`. */
async function placeOf(ctx: Context, target: AlertTarget): Promise<{ place: Place; customersAgent: number | null }> {
  const own = agentScope(ctx.actor);
  const place = { scope: target.scope, agentId: target.agentId ?? null, customerId: target.customerId ?? null };
  if (place.customerId !== null) {
    const customer = await db().customer.findFirst({
      where: { id: place.customerId, ...(own === null ? {} : { agentId: own }) },
      select: { agentId: true },
    });
    if (!customer) throw notFound('The customer');
    return { place, customersAgent: customer.agentId };
  }
  if (own !== null && place.agentId === null) throw new AppError('forbidden', 'Your role does not allow this.');
  if (place.agentId !== null) {
    const isOwn = own === null || own === place.agentId;
    if (!isOwn || (await db().agent.count({ where: { id: place.agentId } })) === 0) throw notFound('The agent');
  }
  return { place, customersAgent: place.agentId };
}

/** The thresholds that count for a target: its own, else its agent's, else the installation's, else the defaults. */
export async function getAlertRule(ctx: Context, target: AlertTarget): Promise<AlertRuleDto> {
  const { place, customersAgent } = await placeOf(ctx, target);
  const [here, agents, installations] = await Promise.all([
    db().alertRule.findFirst({ where: place }),
    place.customerId === null || customersAgent === null
      ? null
      : db().alertRule.findFirst({ where: { scope: place.scope, agentId: customersAgent, customerId: null } }),
    db().alertRule.findFirst({ where: { scope: place.scope, agentId: null, customerId: null } }),
  ]);
  if (here) return { effective: toThresholdsDto(here), from: 'here' };
  if (agents) return { effective: toThresholdsDto(agents), from: 'agent' };
  if (installations) return { effective: toThresholdsDto(installations), from: 'installation' };
  return { effective: toThresholdsDto(DEFAULTS[place.scope]), from: 'default' };
}

/** Sets the thresholds of a customer, an agent's customers, all customers, or our pools. Agents their own. Audited. */
export async function setAlertRule(ctx: Context, input: AlertRuleInput): Promise<AlertRuleDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  const { place, customersAgent } = await placeOf(ctx, input);
  const { enabled, percents, gbs, days } = input;
  if (place.scope === 'pool' && percents.length > 0) {
    const message = 'A pool has no last credit to count percent of: use days or GB.';
    throw new AppError('invalid_input', message, { fields: [{ path: 'percents', message }] });
  }
  await inTransaction(async (tx) => {
    const before = await tx.alertRule.findFirst({ where: place });
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO alert_rule (scope, agent_id, customer_id, enabled, percents, gbs, days, set_by, set_at)
      VALUES (${place.scope}, ${place.agentId}::int, ${place.customerId}::int, ${enabled}, ${percents}::int[], ${gbs}::bigint[],
        ${days}::int[], ${actorKey(ctx.actor)}, ${ctx.now()})
      ON CONFLICT (scope, coalesce(agent_id, 0), coalesce(customer_id, 0)) DO UPDATE SET enabled = excluded.enabled,
        percents = excluded.percents, gbs = excluded.gbs, days = excluded.days, set_by = excluded.set_by, set_at = excluded.set_at`);
    await recordAudit(tx, ctx, {
      action: 'alert_rule.set',
      entity: 'alert_rule',
      entityId: place.customerId ?? place.agentId ?? null,
      agentId: customersAgent,
      ...(before ? { before: { ...place, ...toThresholdsDto(before) } } : {}),
      after: { ...place, ...toThresholdsDto({ enabled, percents, gbs, days }) },
    });
  });
  return getAlertRule(ctx, input);
}

/** Lets the target follow what counts above it again. Audited. */
export async function clearAlertRule(ctx: Context, target: AlertTarget): Promise<AlertRuleDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  const { place, customersAgent } = await placeOf(ctx, target);
  await inTransaction(async (tx) => {
    const before = await tx.alertRule.findFirst({ where: place });
    if (!before) return;
    await tx.alertRule.deleteMany({ where: { id: before.id } });
    await recordAudit(tx, ctx, {
      action: 'alert_rule.cleared',
      entity: 'alert_rule',
      entityId: place.customerId ?? place.agentId ?? null,
      agentId: customersAgent,
      before: { ...place, ...toThresholdsDto(before) },
    });
  });
  return getAlertRule(ctx, target);
}
