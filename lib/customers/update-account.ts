import { recordAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { inTransaction, type Tx } from '@/lib/infra/db';
import { moveAccountUsage } from '@/lib/usage';
import { keepStandingsSoon } from './keep-standings';
import { getAccount } from './list-accounts';
import type { AccountDto, AccountPatch } from './schemas';

/** Throws `invalid_input` when a customer that an account is given to does not exist. */
export async function assertCustomerExists(tx: Tx, id: number): Promise<{ agentId: number | null }> {
  const customer = await tx.customer.findUnique({ where: { id }, select: { agentId: true } });
  if (customer) return customer;
  const message = 'There is no such customer.';
  throw new AppError('invalid_input', message, { fields: [{ path: 'customerId', message }] });
}

/** Assigns an account to a customer, or labels it. Its usage history goes with it. */
export async function updateAccount(ctx: Context, input: { id: number } & AccountPatch): Promise<AccountDto> {
  requireRole(ctx.actor, 'admin');
  const owners = await inTransaction(async (tx) => {
    // Locked, so that two moves of one account follow one another and the roll-ups move once each.
    await tx.$queryRaw`SELECT id FROM upstream_account WHERE id = ${input.id} FOR UPDATE`;
    const before = await tx.upstreamAccount.findUnique({
      where: { id: input.id },
      include: { customer: { select: { agentId: true } } },
    });
    if (!before) throw notFound('The account');
    const next = input.customerId == null ? null : await assertCustomerExists(tx, input.customerId);
    const data = {
      ...(input.customerId === undefined ? {} : { customerId: input.customerId }),
      ...(input.label === undefined ? {} : { label: input.label }),
    };
    await tx.upstreamAccount.update({ where: { id: input.id }, data, select: { id: true } });
    if (data.customerId !== undefined && data.customerId !== before.customerId) {
      await moveAccountUsage(tx, {
        accountId: input.id,
        fromCustomerId: before.customerId,
        toCustomerId: data.customerId,
        fromAgentId: before.customer?.agentId ?? null,
        toAgentId: next?.agentId ?? null,
      });
    }
    await recordAudit(tx, ctx, {
      action: 'account.updated',
      entity: 'account',
      entityId: input.id,
      before: { customerId: before.customerId, label: before.label },
      after: data,
    });
    return [before.customerId, data.customerId].filter((id) => id != null);
  });
  keepStandingsSoon({ customerIds: owners });
  return getAccount(ctx, { id: input.id });
}
