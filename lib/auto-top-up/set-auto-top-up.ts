import { recordAudit } from '@/lib/audit';
import { openAdapter } from '@/lib/connections';
import { actorKey, agentScope, type Context, requireRole, seesInternals } from '@/lib/core/actor';
import { quantityFromGb } from '@/lib/core/assets';
import { AppError, notFound } from '@/lib/core/errors';
import { db, inTransaction } from '@/lib/infra/db';
import { readAutoTopUp } from './list-auto-top-ups';
import { scheduleText } from './schedule';
import type { AutoTopUpDto, AutoTopUpInput } from './schemas';

function wrong(path: keyof AutoTopUpInput, message: string): AppError {
  return new AppError('invalid_input', message, { fields: [{ path, message }] });
}

/** An account whose rule the actor may change. Throws `not_found`, `forbidden`. */
export async function findOwn(ctx: Context, accountId: number) {
  requireRole(ctx.actor, 'admin', 'agent');
  // Its orders are made later with the rights that this person or key has by then.
  if (ctx.actor.kind === 'system') throw new AppError('forbidden', 'Sign in to set an automatic top-up.');
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
  if (input.thresholdGb != null && !adapter.residual) {
    throw new AppError('not_supported', `${connection.name} does not tell how much is left.`);
  }
  if (!quantityFromGb(input.amountGb, adapter.topUp.asset)) {
    throw wrong('amountGb', 'This amount does not come out as whole units of the provider. Use a coarser one.');
  }
  if (input.thresholdGb != null && input.dailyCapGb == null) {
    throw wrong('dailyCapGb', 'Say how much it may add in a day at most.');
  }
  for (const path of ['dailyCapGb', 'monthlyCapGb'] as const) {
    const cap = input[path];
    if (cap != null && cap < input.amountGb) throw wrong(path, 'Less than one top-up: it would never be made.');
  }
}

/** An agent that reads it knows the house's people as staff: who it was stands in the audit log. */
function switchedOff(ctx: Context, agentId: number | null): string {
  const name = agentId !== null && seesInternals(ctx.actor) ? 'Staff' : ctx.actor.name;
  return `${name} switched it off.`;
}

/** What a rule's times become when it is set: those of before never come back, and what is due stays due. */
function times(
  ctx: Context,
  input: AutoTopUpInput,
  before: { schedule: string | null; timeZone: string | null; scheduleAfter: Date | null; enabled: boolean } | null,
) {
  const schedule = input.schedule ? scheduleText(input.schedule) : null;
  const timeZone = input.schedule?.timeZone ?? null;
  if (schedule === null) return { schedule, timeZone, scheduleAfter: null };
  const same = before?.enabled === true && before.schedule === schedule && before.timeZone === timeZone;
  return { schedule, timeZone, scheduleAfter: (same ? before.scheduleAfter : null) ?? ctx.now() };
}

/**
 * Sets an account's automatic top-up and switches it on (unless `enabled` is false): below `thresholdGb` left, or by its
 * schedule, it adds `amountGb`, within the caps. Its orders are made with the rights that this person or key has by then.
 * Admins, and the customer's agent. Throws `not_found`, `forbidden`, `not_supported`, `invalid_input`, and
 * `already_exists` where it `mustBeNew`.
 */
export async function setAutoTopUp(
  ctx: Context,
  input: AutoTopUpInput,
  { enabled = true, mustBeNew = false }: { enabled?: boolean; mustBeNew?: boolean } = {},
): Promise<AutoTopUpDto> {
  const account = await findOwn(ctx, input.accountId);
  await assertPossible(account.connectionId, input);
  const { accountId, amountGb } = input;
  const settings = {
    customerId: account.customerId,
    thresholdGb: input.thresholdGb ?? null,
    amountGb,
    dailyCapGb: input.dailyCapGb ?? null,
    monthlyCapGb: input.monthlyCapGb ?? null,
    waitingFor: null,
    // What its earlier orders came to must not switch it off again.
    lastOrderId: null,
    createdBy: actorKey(ctx.actor),
  };
  const stopped = switchedOff(ctx, account.customer?.agentId ?? null);
  await inTransaction(async (tx) => {
    // Two who set it at once: the second one waits here.
    await tx.$queryRaw`SELECT id FROM upstream_account WHERE id = ${accountId} FOR UPDATE`;
    const before = await tx.autoTopUp.findUnique({ where: { accountId } });
    if (before && mustBeNew) {
      throw new AppError('already_exists', 'This account has an automatic top-up already. Change that one.');
    }
    const disabledWhy = enabled ? null : (before?.disabledWhy ?? stopped);
    const data = { ...settings, ...times(ctx, input, before), enabled, disabledWhy };
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
      after: { ...input, enabled },
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
        disabledWhy: switchedOff(ctx, account.customer?.agentId ?? null),
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
