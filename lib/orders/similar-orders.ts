import type { Context } from '@/lib/core/actor';
import type { Tx } from '@/lib/infra/db';

const SIMILAR_MS = 10 * 60_000;

/** Top-ups of an account in the last ten minutes that were applied or may yet be, newest first. */
export function similarOrders(tx: Tx, ctx: Context, accountId: number) {
  return tx.order.findMany({
    where: {
      accountId,
      type: 'top_up',
      createdAt: { gte: new Date(ctx.now().getTime() - SIMILAR_MS) },
      status: { notIn: ['rejected', 'cancelled'] },
    },
    orderBy: { id: 'desc' },
    take: 20,
    select: { id: true, amountGb: true, status: true, createdAt: true },
  });
}
