import { recordAudit } from '@/lib/audit';
import { openAdapter } from '@/lib/connections';
import { actorKey, agentScope, type Context, requireRole } from '@/lib/core/actor';
import { quantityFromGb } from '@/lib/core/assets';
import { AppError, notFound } from '@/lib/core/errors';
import { db, inTransaction } from '@/lib/infra/db';
import { readAutoTopUp } from './list-auto-top-ups';
import type { AutoTopUpDto, AutoTopUpInput } from './schemas';

function wrong(path: keyof AutoTopUpInput, message: string): AppError {
  return new AppError('invalid_input', message, { fields: [{ path, message }] });
}

async function findOwn(ctx: Context, accountId: number) {
  requireRole(ctx.actor, 'admin', 'agent');
  // Its orders are made with this person's rights later, and a key has nobody to tell.
  if (ctx.actor.kind !== 'user') throw new AppError('forbidden', 'Sign in to set an automatic top-up.');
  const scope = agentScope(ctx.actor);
  const account = await db().upstreamAccount.findFirst({
    where: { id: accountId, ...(scope === null ? {} : { customer: { agentId: scope } }) },
    select: { id: true, connectionId: true, customerId: true, customer: { select: { agentId: true } } },
  });
  if (!account) throw notFound('The account');
  return account;
}

async function assertPossible(connectionId: number, input: AutoTopUpInput): Promise<void> {
  const { adapter, connection } = await openAdapter(connectionId);
  if (!adapter.topUp) throw new AppError('not_supported', `${connection.name} offers no top-up.`);
  if (!adapter.residual) throw new AppError('not_supported', `${connection.name} does not tell how much is left.`);
  if (!quantityFromGb(input.amountGb, adapter.topUp.asset)) {
    throw wrong('amountGb', 'This amount does not come out as whole units of the provider. Use a coarser one.');
  }
  if (input.dailyCapGb < input.amountGb) throw wrong('dailyCapGb', 'Less than one top-up: it would never be made.');
  if (input.monthlyCapGb != null && input.monthlyCapGb < input.amountGb) {
    throw wrong('monthlyCapGb', 'Less than one top-up: it would never be made.');
  }
}

/**
 * Sets an account's automatic top-up and switches it on: below `thresholdGb` left it adds `amountGb`, within the caps.
 * Its orders are made with the rights that this person has by then. Admins, and the customer's agent. Throws `not_found`,
 * `forbidden`, `not_supported`, `invalid_input`.
 */
export async function setAutoTopUp(ctx: Context, input: AutoTopUpInput): Promise<AutoTopUpDto> {
  const account = await findOwn(ctx, input.accountId);
  await assertPossible(account.connectionId, input);
  const { accountId, thresholdGb, amountGb, dailyCapGb } = input;
  const data = {
    customerId: account.customerId,
    thresholdGb,
    amountGb,
    dailyCapGb,
    monthlyCapGb: input.monthlyCapGb ?? null,
    enabled: true,
    disabledWhy: null,
    waitingFor: null,
    // What its earlier orders came to must not switch it off again.
    lastOrderId: null,
    createdBy: actorKey(ctx.actor),
  };
  await inTransaction(async (tx) => {
    const rule = await tx.autoTopUp.upsert({
      where: { accountId },
      create: { accountId, createdAt: ctx.now(), ...data },
      update: { ...data, sequence: { increment: 1 } },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: 'auto_top_up.set',
      entity: 'auto_top_up',
      entityId: rule.id,
      agentId: account.customer?.agentId ?? null,
      after: { ...input },
    });
  });
  return readAutoTopUp(ctx, accountId);
}

/** Switches an account's automatic top-up off; its settings stay. Throws `not_found`, `forbidden`. */
export async function stopAutoTopUp(ctx: Context, input: { accountId: number }): Promise<AutoTopUpDto> {
  const account = await findOwn(ctx, input.accountId);
  await inTransaction(async (tx) => {
    const rule = await tx.autoTopUp.findUnique({ where: { accountId: account.id }, select: { id: true } });
    if (!rule) throw notFound('The automatic top-up');
    const { count } = await tx.autoTopUp.updateMany({
      where: { id: rule.id, enabled: true },
      data: {
        enabled: false,
        disabledWhy: `${ctx.actor.name} switched it off.`,
        waitingFor: null,
        sequence: { increment: 1 },
      },
    });
    if (count === 0) return;
    await recordAudit(tx, ctx, {
      action: 'auto_top_up.stopped',
      entity: 'auto_top_up',
      entityId: rule.id,
      agentId: account.customer?.agentId ?? null,
      after: { accountId: account.id },
    });
  });
  return readAutoTopUp(ctx, account.id);
}
