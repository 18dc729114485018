import { recordAudit } from '@/lib/audit';
import { agentScope, type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { type ListPage, newestFirst, type Paging, toPage } from '@/lib/core/paging';
import { db, inTransaction, type Prisma } from '@/lib/infra/db';
import { toWallet } from '@/lib/ledger';
import type { BillingAccountDto, CreditInput, OpenWalletInput } from './account-schemas';

const PARTS = {
  agent: { select: { id: true, name: true } },
  customer: { select: { id: true, name: true } },
} satisfies Prisma.BillingAccountInclude;

function own(ctx: Context): Prisma.BillingAccountWhereInput {
  const scope = agentScope(ctx.actor);
  return scope === null ? {} : { agent: { id: scope } };
}

function toDto(row: Prisma.BillingAccountGetPayload<{ include: typeof PARTS }>): BillingAccountDto {
  return {
    id: String(row.id),
    name: row.name,
    currency: row.currency,
    agentId: row.agent ? String(row.agent.id) : null,
    customerId: row.customer ? String(row.customer.id) : null,
    wallet: toWallet(row),
  };
}

/** Wallets newest first, of agents and of customers that pay for themselves; an agent sees its own. */
export async function listBillingAccounts(
  ctx: Context,
  query: Paging & { owner?: 'agent' | 'customer' | undefined },
): Promise<ListPage<BillingAccountDto>> {
  const rows = await db().billingAccount.findMany({
    ...newestFirst<Prisma.BillingAccountWhereInput>(
      query,
      own(ctx),
      query.owner === 'agent' ? { agent: { isNot: null } } : {},
      query.owner === 'customer' ? { customer: { isNot: null } } : {},
    ),
    include: PARTS,
  });
  const page = toPage(rows, query.limit);
  return { data: page.data.map(toDto), nextCursor: page.nextCursor };
}

/** One wallet. Throws `not_found`, also for what the actor may not see. */
export async function getBillingAccount(ctx: Context, input: { id: number }): Promise<BillingAccountDto> {
  const row = await db().billingAccount.findFirst({ where: { id: input.id, ...own(ctx) }, include: PARTS });
  if (!row) throw notFound('The billing account');
  return toDto(row);
}

function assertLimit(limit: { minor: bigint; currency: string } | undefined, currency: string): void {
  if (!limit) return;
  const refuse = (path: string, message: string) =>
    new AppError('invalid_input', message, { fields: [{ path: `creditLimit.${path}`, message }] });
  if (limit.currency !== currency) throw refuse('currency', `This wallet is in ${currency}.`);
  if (limit.minor < 0n) throw refuse('amount', 'A credit limit is 0 or more.');
}

/**
 * Opens a wallet for a customer of the house, which then pays for its own orders. Throws `invalid_state` for an agent's
 * customer, whose agent pays, and where there is one; `not_found`.
 */
export async function openBillingAccount(
  ctx: Context,
  input: { customerId: number } & OpenWalletInput,
): Promise<BillingAccountDto> {
  requireRole(ctx.actor, 'admin');
  assertLimit(input.creditLimit, input.currency);
  const id = await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM customer WHERE id = ${input.customerId} FOR UPDATE`;
    const customer = await tx.customer.findUnique({
      where: { id: input.customerId },
      select: { name: true, agentId: true, billingAccountId: true },
    });
    if (!customer) throw notFound('The customer');
    if (customer.agentId !== null) throw new AppError('invalid_state', 'The agent of this customer pays its orders.');
    if (customer.billingAccountId !== null) throw new AppError('invalid_state', 'This customer has a wallet already.');
    const creditLimit = input.creditLimit?.minor ?? 0n;
    const account = await tx.billingAccount.create({
      data: { name: customer.name, currency: input.currency, creditLimit },
      select: { id: true },
    });
    await tx.customer.update({
      where: { id: input.customerId },
      data: { billingAccountId: account.id },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: 'billing_account.opened',
      entity: 'billing_account',
      entityId: account.id,
      after: { customerId: input.customerId, currency: input.currency, creditLimit },
    });
    return account.id;
  });
  return getBillingAccount(ctx, { id });
}

/** Changes how far a wallet may go below zero. Throws `not_found`. */
export async function changeCreditLimit(ctx: Context, input: { id: number } & CreditInput): Promise<BillingAccountDto> {
  requireRole(ctx.actor, 'admin');
  await inTransaction(async (tx) => {
    const before = await tx.billingAccount.findUnique({ where: { id: input.id }, include: PARTS });
    if (!before) throw notFound('The billing account');
    assertLimit(input.creditLimit, before.currency);
    const creditLimit = input.creditLimit.minor;
    await tx.billingAccount.update({ where: { id: input.id }, data: { creditLimit }, select: { id: true } });
    await recordAudit(tx, ctx, {
      action: 'billing_account.credit_changed',
      entity: 'billing_account',
      entityId: input.id,
      agentId: before.agent?.id ?? null,
      before: { creditLimit: before.creditLimit },
      after: { creditLimit },
    });
  });
  return getBillingAccount(ctx, { id: input.id });
}
