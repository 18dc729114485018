import { recordAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { inTransaction, isUniqueViolation } from '@/lib/infra/db';
import { getAgent } from './agents';
import { setAgentPrice } from './price-periods';
import type { AgentDto, AgentInput, AgentPatch } from './schemas';

function assertCurrency(
  field: 'creditLimit' | 'pricePerGb',
  given: { currency: string } | null | undefined,
  currency: string,
) {
  if (!given || given.currency === currency) return;
  const message = `Use the agent's currency, ${currency}.`;
  throw new AppError('invalid_input', message, { fields: [{ path: `${field}.currency`, message }] });
}

function assertCreditLimit(minor: bigint | undefined): void {
  if (minor === undefined || minor >= 0n) return;
  const message = 'A credit limit is 0 or more.';
  throw new AppError('invalid_input', message, { fields: [{ path: 'creditLimit.amount', message }] });
}

function alreadyThere(error: unknown): never {
  if (!isUniqueViolation(error)) throw error;
  const message = 'An agent with this e-mail address is already there.';
  throw new AppError('already_exists', message, { fields: [{ path: 'email', message }], cause: error });
}

/** Adds an agent with its billing account and, if given, its price per GB. */
export async function createAgent(ctx: Context, input: AgentInput): Promise<AgentDto> {
  requireRole(ctx.actor, 'admin');
  assertCurrency('creditLimit', input.creditLimit, input.currency);
  assertCurrency('pricePerGb', input.pricePerGb, input.currency);
  assertCreditLimit(input.creditLimit?.minor);
  const id = await inTransaction(async (tx) => {
    const billing = await tx.billingAccount.create({
      data: { name: input.name, currency: input.currency, creditLimit: input.creditLimit?.minor ?? 0n },
      select: { id: true },
    });
    const data = {
      name: input.name,
      email: input.email.toLowerCase(),
      currency: input.currency,
      billingAccountId: billing.id,
      approvalAboveGb: input.approvalAboveGb ?? null,
      dailyCapGb: input.dailyCapGb ?? null,
    };
    const agent = await tx.agent.create({ data, select: { id: true } });
    if (input.pricePerGb) await setAgentPrice(tx, ctx, agent.id, input.pricePerGb);
    await recordAudit(tx, ctx, {
      action: 'agent.created',
      entity: 'agent',
      entityId: agent.id,
      agentId: agent.id,
      after: { ...data, creditLimit: input.creditLimit?.minor ?? 0n, pricePerGb: input.pricePerGb?.price ?? null },
    });
    return agent.id;
  }).catch(alreadyThere);
  return getAgent(ctx, { id });
}

/** Changes an agent. A new price counts for orders made from now on. */
export async function updateAgent(ctx: Context, input: { id: number } & AgentPatch): Promise<AgentDto> {
  requireRole(ctx.actor, 'admin');
  assertCreditLimit(input.creditLimit?.minor);
  await inTransaction(async (tx) => {
    const before = await tx.agent.findFirst({
      where: { id: input.id, archivedAt: null },
      include: { billingAccount: { select: { creditLimit: true } } },
    });
    if (!before) throw notFound('The agent');
    assertCurrency('creditLimit', input.creditLimit, before.currency);
    assertCurrency('pricePerGb', input.pricePerGb, before.currency);
    const data = {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.email === undefined ? {} : { email: input.email.toLowerCase() }),
      ...(input.approvalAboveGb === undefined ? {} : { approvalAboveGb: input.approvalAboveGb }),
      ...(input.dailyCapGb === undefined ? {} : { dailyCapGb: input.dailyCapGb }),
    };
    await tx.agent.update({ where: { id: input.id }, data, select: { id: true } });
    if (input.creditLimit) {
      await tx.billingAccount.update({
        where: { id: before.billingAccountId },
        data: { creditLimit: input.creditLimit.minor },
        select: { id: true },
      });
    }
    if (input.pricePerGb !== undefined) await setAgentPrice(tx, ctx, input.id, input.pricePerGb);
    await recordAudit(tx, ctx, {
      action: 'agent.updated',
      entity: 'agent',
      entityId: input.id,
      agentId: input.id,
      before: { name: before.name, email: before.email, creditLimit: before.billingAccount.creditLimit },
      after: { ...data, creditLimit: input.creditLimit?.minor, pricePerGb: input.pricePerGb?.price },
    });
  }).catch(alreadyThere);
  return getAgent(ctx, { id: input.id });
}
