import { recordAudit } from '@/lib/audit';
import { priceFor } from '@/lib/billing';
import { openAdapter } from '@/lib/connections';
import { actorKey, agentScope, type Context, isAdmin } from '@/lib/core/actor';
import { type Quantity, quantityFromGb } from '@/lib/core/assets';
import { canonicalJson } from '@/lib/core/canonical-json';
import { AppError, notFound } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { newReference } from '@/lib/core/reference';
import { gbText } from '@/lib/core/wire';
import { sha256 } from '@/lib/infra/crypto';
import { db, inTransaction, Prisma, type Tx } from '@/lib/infra/db';
import { failpoint } from '@/lib/infra/failpoint';
import { claimIdempotencyKey } from '@/lib/infra/idempotency';
import { enqueue } from '@/lib/infra/jobs';
import { holdAccount, postTransaction, walletAccount } from '@/lib/ledger';
import { assertIpsAreOwn } from './foreign-ips';
import { addOrderEvent } from './internal';
import type { CreateOrderInput } from './schemas';
import { assertNothingSimilar } from './similar-orders';

/** The job is the safety net: the request that made the order submits it at once. */
const JOB_DELAY_MS = 5_000;

export type CreateOrderOptions = {
  /** The caller's key: the same key and body again are the same order. */
  idempotencyKey: string;
  /** Similar orders that the person was shown; one made since refuses the order with `similar_order`. Not for the API. */
  knownSimilar?: readonly number[];
};

type Target = { connectionId: number; accountId: number | null; customerId: number | null; agentId: number | null };

type Payer = {
  billingAccountId: number;
  currency: string;
  approvalAboveGb: bigint | null;
  dailyCapGb: bigint | null;
};

/** Who and what the order is for, inside what the actor may see. */
async function findTarget(ctx: Context, input: CreateOrderInput): Promise<Target> {
  const scope = agentScope(ctx.actor);
  if (input.type === 'top_up' || input.type === 'deduct') {
    const account = await db().upstreamAccount.findFirst({
      where: { id: input.accountId, ...(scope === null ? {} : { customer: { agentId: scope } }) },
      select: { id: true, connectionId: true, customerId: true, customer: { select: { agentId: true } } },
    });
    if (!account) throw notFound('The account');
    return {
      connectionId: account.connectionId,
      accountId: account.id,
      customerId: account.customerId,
      agentId: account.customer?.agentId ?? null,
    };
  }
  if (scope !== null && input.customerId == null) {
    const message = 'Say which of your customers this is for.';
    throw new AppError('invalid_input', message, { fields: [{ path: 'customerId', message }] });
  }
  const connection = await db().connection.findUnique({ where: { id: input.connectionId }, select: { id: true } });
  if (!connection) throw notFound('The connection');
  if (input.customerId == null) {
    return { connectionId: connection.id, accountId: null, customerId: null, agentId: null };
  }
  const customer = await db().customer.findFirst({
    where: { id: input.customerId, ...(scope === null ? {} : { agentId: scope }) },
    select: { id: true, agentId: true },
  });
  if (!customer) throw notFound('The customer');
  if (scope !== null && input.type === 'ip_renew') await assertIpsAreOwn(connection.id, scope, input.ips);
  return { connectionId: connection.id, accountId: null, customerId: customer.id, agentId: customer.agentId };
}

/** The order's amount in the provider's unit. Throws `not_supported` where the provider has no such command. */
async function quantityOf(connectionId: number, input: CreateOrderInput): Promise<Quantity | null> {
  const { adapter, connection } = await openAdapter(connectionId);
  if (connection.status === 'disabled') {
    throw new AppError('connection_disabled', `The connection ${connection.name} is switched off.`);
  }
  const unsupported = () => new AppError('not_supported', `${connection.name} offers no such order.`);
  if (input.type === 'ip_open' || input.type === 'ip_renew') {
    if (!(input.type === 'ip_open' ? adapter.ipOpen : adapter.ipRenew)) throw unsupported();
    return null;
  }
  const command = input.type === 'top_up' ? adapter.topUp : adapter.deduct;
  if (!command) throw unsupported();
  const quantity = quantityFromGb(input.amountGb, command.asset);
  if (quantity) return quantity;
  const message = 'This amount does not come out as whole units of the provider. Use a coarser one, e.g. 0.5.';
  throw new AppError('amount_not_whole', message, { fields: [{ path: 'amountGb', message }] });
}

/** Who pays, locked until the transaction ends; null where nobody does. */
export async function lockPayer(tx: Tx, target: Target): Promise<Payer | null> {
  if (target.customerId === null) return null;
  const [row] = await tx.$queryRaw<
    { id: number; currency: string; approval: bigint | null; cap: bigint | null }[]
  >(Prisma.sql`
    SELECT b.id, b.currency, a.approval_above_gb AS approval, a.daily_cap_gb AS cap
    FROM customer c LEFT JOIN agent a ON a.id = c.agent_id
    JOIN billing_account b ON b.id = coalesce(a.billing_account_id, c.billing_account_id)
    WHERE c.id = ${target.customerId} FOR UPDATE OF b`);
  return row
    ? { billingAccountId: row.id, currency: row.currency, approvalAboveGb: row.approval, dailyCapGb: row.cap }
    : null;
}

async function assertDailyCap(tx: Tx, ctx: Context, agentId: number, cap: bigint, gb: bigint): Promise<void> {
  const day = ctx.now().toISOString().slice(0, 10);
  const [row] = await tx.$queryRaw<{ gb: bigint | null }[]>(Prisma.sql`
    SELECT sum(amount_gb)::bigint AS gb FROM "order" WHERE agent_id = ${agentId} AND type = 'top_up'
      AND created_at >= ${new Date(`${day}T00:00:00Z`)} AND status NOT IN ('rejected', 'cancelled')`);
  const used = row?.gb ?? 0n;
  if (used + gb <= cap) return;
  throw new AppError(
    'daily_cap_reached',
    `Your daily limit is ${gbText(cap)} GB and ${gbText(used)} GB are ordered today. An admin can raise it.`,
  );
}

/** Sets the price aside. Throws `insufficient_funds` where the wallet and its credit limit do not cover it. */
export async function holdMoney(
  tx: Tx,
  ctx: Context,
  payer: Payer,
  order: { id: number; minor: bigint },
): Promise<void> {
  if (order.minor === 0n) return;
  await postTransaction(tx, ctx, {
    kind: 'hold',
    reference: `order:${order.id}:hold`,
    orderId: order.id,
    billingAccountId: payer.billingAccountId,
    postings: [
      {
        from: walletAccount(payer.billingAccountId, payer.currency),
        to: holdAccount(payer.billingAccountId, payer.currency),
        amount: order.minor,
      },
    ],
  });
  const account = await tx.billingAccount.findUniqueOrThrow({ where: { id: payer.billingAccountId } });
  if (account.wallet + account.creditLimit >= 0n) return;
  const short = formatMoney({ minor: -(account.wallet + account.creditLimit), currency: payer.currency });
  throw new AppError(
    'insufficient_funds',
    `The wallet is ${short.amount} ${short.currency} short of this order. Record a payment or raise the credit limit.`,
  );
}

function orderColumns(input: CreateOrderInput) {
  switch (input.type) {
    case 'top_up':
    case 'deduct':
      return { amountGb: input.amountGb };
    case 'ip_open':
      return {
        product: input.product,
        region: input.region,
        duration: input.duration,
        quantity: input.quantity,
        poolTag: input.poolTag ?? null,
        remark: input.remark ?? null,
      };
    case 'ip_renew':
      return {
        product: input.product,
        duration: input.duration,
        quantity: input.ips.length,
        ips: input.ips,
        remark: input.remark ?? null,
      };
  }
}

/**
 * Writes an order in one transaction: idempotency key, price, hold, timeline, audit, job. Nothing is sent here.
 * The same key and body again give the order that exists (`created` false).
 */
export async function insertOrder(
  ctx: Context,
  input: CreateOrderInput,
  options: CreateOrderOptions,
): Promise<{ id: number; created: boolean; ready: boolean }> {
  const target = await findTarget(ctx, input);
  const quantity = await quantityOf(target.connectionId, input);
  return inTransaction(async (tx) => {
    const claim = await claimIdempotencyKey(tx, {
      caller: actorKey(ctx.actor),
      key: options.idempotencyKey,
      bodyHash: sha256(canonicalJson(input)),
      resource: 'order',
      now: ctx.now(),
    });
    if (!claim.isNew) return { id: claim.id, created: false, ready: false };
    if (options.knownSimilar && 'accountId' in input) await assertNothingSimilar(tx, ctx, input, options.knownSimilar);
    const payer = await lockPayer(tx, target);
    const gb = 'amountGb' in input ? input.amountGb : null;
    const byAgent = !isAdmin(ctx.actor);
    if (byAgent && input.type === 'top_up' && payer?.dailyCapGb != null && target.agentId !== null) {
      await assertDailyCap(tx, ctx, target.agentId, payer.dailyCapGb, input.amountGb);
    }
    const quote =
      payer && input.type === 'top_up'
        ? await priceFor(tx, { ...target, gb: input.amountGb, currency: payer.currency, at: ctx.now() })
        : null;
    const waits = byAgent && gb !== null && payer?.approvalAboveGb != null && gb > payer.approvalAboveGb;
    const status = waits ? 'awaiting_approval' : 'queued';
    await tx.order.create({
      data: {
        id: claim.id,
        reference: newReference(),
        type: input.type,
        status,
        ...target,
        ...orderColumns(input),
        amount: quantity?.amount ?? null,
        asset: quantity?.asset ?? null,
        billingAccountId: payer?.billingAccountId ?? null,
        priceMinor: quote?.price.minor ?? null,
        pricePerGb: quote?.perGb ?? null,
        currency: quote?.price.currency ?? null,
        note: input.note ?? null,
        madeBy: actorKey(ctx.actor),
        madeByName: ctx.actor.name,
        createdAt: ctx.now(),
      },
      select: { id: true },
    });
    if (payer && quote) await holdMoney(tx, ctx, payer, { id: claim.id, minor: quote.price.minor });
    await addOrderEvent(tx, ctx, { orderId: claim.id, from: null, to: status });
    await recordAudit(tx, ctx, {
      action: 'order.created',
      entity: 'order',
      entityId: claim.id,
      agentId: target.agentId,
      after: { ...input, price: quote?.price.minor ?? null },
    });
    if (!waits) {
      const startAfter = new Date(Date.now() + JOB_DELAY_MS);
      await enqueue('order-submit', { orderId: claim.id }, { tx, startAfter });
    }
    failpoint('order.inserting');
    return { id: claim.id, created: true, ready: !waits };
  });
}
