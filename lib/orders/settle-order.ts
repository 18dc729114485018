import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { toBytes } from '@/lib/core/assets';
import { byteNumber } from '@/lib/core/wire';
import { Prisma, type Tx } from '@/lib/infra/db';
import { holdAccount, postTransaction, revenueAccount, soldAccount, stockAccount, walletAccount } from '@/lib/ledger';
import { announceOrder } from './announce-order';
import { addOrderEvent, orderQuantity } from './internal';
import type { Evidence, OrderStatus } from './schemas';

type FinalStatus = 'succeeded' | 'rejected' | 'cancelled';

export type Settlement = {
  orderId: number;
  /** States that the order may leave; in any other nothing happens and the answer is false. */
  from: OrderStatus[];
  to: FinalStatus;
  detail: string;
  providerOrderId?: string | null;
  evidence?: Evidence | null;
  residualAfter?: bigint | null;
};

type OrderMoney = {
  id: number;
  billingAccountId: number | null;
  priceMinor: bigint | null;
  currency: string | null;
  connectionId: number;
  type: string;
  amount: bigint | null;
  asset: string | null;
};

/** Money and traffic of a settled order: the hold becomes revenue or goes back; traffic leaves our stock when it was applied. */
export async function postSettlement(tx: Tx, ctx: Context, order: OrderMoney, to: FinalStatus): Promise<void> {
  const { billingAccountId, priceMinor, currency } = order;
  const pays = billingAccountId !== null && currency !== null && priceMinor !== null && priceMinor > 0n;
  if (pays) {
    const hold = holdAccount(billingAccountId, currency);
    const destination = to === 'succeeded' ? revenueAccount(currency) : walletAccount(billingAccountId, currency);
    await postTransaction(tx, ctx, {
      kind: to === 'succeeded' ? 'sale' : 'release',
      reference: `order:${order.id}:${to === 'succeeded' ? 'sale' : 'release'}`,
      orderId: order.id,
      billingAccountId,
      postings: [{ from: hold, to: destination, amount: priceMinor }],
    });
  }
  const quantity = orderQuantity(order);
  if (to !== 'succeeded' || !quantity) return;
  const stock = stockAccount(order.connectionId, quantity.asset);
  const sold = soldAccount(order.connectionId, quantity.asset);
  await postTransaction(tx, ctx, {
    kind: 'stock',
    reference: `order:${order.id}:stock`,
    orderId: order.id,
    postings: [
      order.type === 'deduct'
        ? { from: sold, to: stock, amount: quantity.amount }
        : { from: stock, to: sold, amount: quantity.amount },
    ],
  });
}

/**
 * Ends an order: state, money, traffic, timeline and audit in the caller's transaction. The conditional update decides
 * between racing callers: false means that somebody else has settled it.
 */
export async function settleOrder(tx: Tx, ctx: Context, settlement: Settlement): Promise<boolean> {
  const before = await tx.order.findUnique({ where: { id: settlement.orderId } });
  if (!before || !settlement.from.includes(before.status)) return false;
  const { count } = await tx.order.updateMany({
    where: { id: settlement.orderId, status: before.status },
    data: {
      status: settlement.to,
      settledAt: ctx.now(),
      leaseOwner: null,
      leaseUntil: null,
      nextAttemptAt: null,
      ...(settlement.providerOrderId ? { providerOrderId: settlement.providerOrderId } : {}),
      ...(settlement.evidence ? { evidence: settlement.evidence satisfies Prisma.InputJsonValue } : {}),
      ...(settlement.residualAfter == null ? {} : { residualAfter: settlement.residualAfter }),
    },
  });
  if (count === 0) return false;
  await postSettlement(tx, ctx, before, settlement.to);
  await addOrderEvent(tx, ctx, {
    orderId: before.id,
    from: before.status,
    to: settlement.to,
    detail: settlement.detail,
  });
  await recordAudit(tx, ctx, {
    action: `order.${settlement.to}`,
    entity: 'order',
    entityId: before.id,
    agentId: before.agentId,
    before: { status: before.status },
    after: { status: settlement.to, detail: settlement.detail },
  });
  if (settlement.to === 'succeeded') await applyToResidual(tx, before);
  if (settlement.to !== 'cancelled') {
    const providerOrderId = settlement.providerOrderId || before.providerOrderId;
    await announceOrder(tx, ctx, { ...before, providerOrderId }, settlement.to);
  }
  return true;
}

/** Until the next reading the account shows what the provider will say: the last reading and this order. */
async function applyToResidual(
  tx: Tx,
  order: { accountId: number | null; type: string; amount: bigint | null; asset: string | null },
): Promise<void> {
  const quantity = orderQuantity(order);
  if (order.accountId === null || !quantity) return;
  const change = order.type === 'deduct' ? -quantity.amount : quantity.amount;
  await tx.$executeRaw(Prisma.sql`
    UPDATE upstream_account ua SET residual = ua.residual + ${change}, recharged = ua.recharged + ${change}
    FROM connection k WHERE ua.id = ${order.accountId} AND k.id = ua.connection_id AND k.usage_asset = ${quantity.asset}`);
}

/** A stored residual in bytes, for evidence. */
export function residualBytes(order: { asset: string | null }, residual: bigint | null): number | null {
  const quantity = orderQuantity({ amount: residual, asset: order.asset });
  return quantity ? byteNumber(toBytes(quantity)) : null;
}
