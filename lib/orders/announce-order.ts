import type { Context } from '@/lib/core/actor';
import { gbText } from '@/lib/core/wire';
import type { SqlRunner } from '@/lib/infra/sql';
import { emitEvent } from '@/lib/webhooks';
import type { OrderType } from './schemas';

type Announced = {
  id: number;
  type: OrderType;
  reference: string;
  accountId: number | null;
  amountGb: bigint | null;
  providerOrderId: string | null;
};

/** Tells webhooks of an order's new state, in the transaction that brought it there. */
export async function announceOrder(
  tx: SqlRunner,
  ctx: Context,
  order: Announced,
  status: 'succeeded' | 'rejected' | 'unknown',
): Promise<void> {
  const { type, reference, providerOrderId } = order;
  await emitEvent(tx, ctx, {
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
  });
}
