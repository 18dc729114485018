import { recordAudit } from '@/lib/audit';
import { priceFor } from '@/lib/billing';
import { actorKey, type Context } from '@/lib/core/actor';
import { GB_SCALE, type Quantity, TRAFFIC_ASSETS } from '@/lib/core/assets';
import { divideRounded } from '@/lib/core/decimal';
import { newReference } from '@/lib/core/reference';
import type { Tx } from '@/lib/infra/db';

import { announceOrder } from './announce-order';
import { addOrderEvent } from './internal';
import { holdMoney, lockPayer } from './payer';
import type { Evidence } from './schemas';
import { postSettlement } from './settle-order';

type Adoption = {
  accountId: number;
  /** Signed: below zero it is a deduct. */
  quantity: Quantity;
  /** When the provider applied it. */
  at: Date;
  /** Whether who pays for the account is charged. */
  charge: boolean;
  record: { id: bigint; externalOrderId: string | null; operator: string | null };
};

/** A size in GB at 6 decimals, rounded: the provider's own unit stays beside it and is what counts. */
function gbOf({ asset, amount }: Quantity): bigint {
  const { scale, unitsPerGb } = TRAFFIC_ASSETS[asset];
  return divideRounded(amount * 10n ** BigInt(GB_SCALE), unitsPerGb * 10n ** BigInt(scale));
}

/**
 * Writes what was done on the provider's own site as an order that succeeded, proved by its record. Nothing is sent. The
 * payer is charged only if asked (hold and sale in the caller's transaction), traffic leaves our stock. Returns its id.
 */
export async function adoptOrder(tx: Tx, ctx: Context, adoption: Adoption): Promise<number> {
  const { accountId, quantity, at, record } = adoption;
  const account = await tx.upstreamAccount.findUniqueOrThrow({
    where: { id: accountId },
    select: { connectionId: true, customerId: true, customer: { select: { agentId: true } } },
  });
  const target = {
    connectionId: account.connectionId,
    accountId,
    customerId: account.customerId,
    agentId: account.customer?.agentId ?? null,
  };
  const type = quantity.amount < 0n ? 'deduct' : 'top_up';
  const amount = quantity.amount < 0n ? -quantity.amount : quantity.amount;
  const gb = gbOf({ asset: quantity.asset, amount });
  const payer = adoption.charge && type === 'top_up' ? await lockPayer(tx, target) : null;
  // The provider tells whole seconds: a price that began within this one was in force.
  const endOfSecond = new Date(at.getTime() + 999);
  const quote = payer ? await priceFor(tx, { ...target, gb, currency: payer.currency, at: endOfSecond }) : null;
  const note = 'Adopted: made on the provider’s own site.'; // agents read it: by whom is the audit log's business
  const evidence: Evidence = {
    kind: 'record',
    at: ctx.now().toISOString(),
    recordIds: [String(record.id)],
    residualBefore: null,
    residualAfter: null,
    note,
  };
  const order = await tx.order.create({
    data: {
      reference: newReference(),
      type,
      status: 'succeeded',
      ...target,
      amountGb: gb,
      amount,
      asset: quantity.asset,
      billingAccountId: payer?.billingAccountId ?? null,
      priceMinor: quote?.price.minor ?? null,
      pricePerGb: quote?.perGb ?? null,
      currency: quote?.price.currency ?? null,
      note,
      providerOrderId: record.externalOrderId,
      evidence,
      madeBy: actorKey(ctx.actor),
      madeByName: ctx.actor.name,
      createdAt: at,
      settledAt: at,
    },
  });
  if (payer && quote) await holdMoney(tx, ctx, payer, { id: order.id, minor: quote.price.minor });
  await postSettlement(tx, ctx, order, 'succeeded');
  await addOrderEvent(tx, ctx, { orderId: order.id, from: null, to: 'succeeded', detail: note });
  await announceOrder(tx, ctx, order, 'succeeded');
  await recordAudit(tx, ctx, {
    action: 'order.adopted',
    entity: 'order',
    entityId: order.id,
    agentId: target.agentId,
    after: { recordId: String(record.id), operator: record.operator, type, gb, price: quote?.price.minor ?? null },
  });
  return order.id;
}
