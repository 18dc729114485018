import type { Context } from '@/lib/core/actor';
import { gbText } from '@/lib/core/wire';
import type { SqlRunner } from '@/lib/infra/sql';
import { type EmittedEvent, emitEvent } from '@/lib/webhooks';
import type { OrderType } from './schemas';

type Announced = {
  id: number;
  type: OrderType;
  reference: string;
  accountId: number | null;
  amountGb: bigint | null;
  providerOrderId: string | null;
};

type Told = 'succeeded' | 'rejected' | 'unknown';

/** What webhooks are told of an order's new state. */
export function orderNews(order: Announced, status: Told): EmittedEvent {
  const { type, reference, providerOrderId } = order;
  return {
    event: `order.${status}`,
    data: {
      order: {
        id: String(order.id),
        type,
        status,
        reference,
        accountId: order.accountId === null ? null : String(order.accountId),
        amountGb: order.amountGb === null ? null : gbText(order.amountGb),
        providerOrderId,
      },
    },
  };
}

/** Tells webhooks of an order's new state, in the transaction that brought it there. */
export async function announceOrder(tx: SqlRunner, ctx: Context, order: Announced, status: Told): Promise<void> {
  await emitEvent(tx, ctx, orderNews(order, status));
}
