import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import type { Tx } from '@/lib/infra/db';

const SIMILAR_MS = 10 * 60_000;

/** What can be done twice by mistake: an order is similar to those of its own type. */
export type TrafficOrderType = 'top_up' | 'deduct';

/** Since when orders are similar to one that is made now. */
export function similarSince(ctx: Context): Date {
  return new Date(ctx.now().getTime() - SIMILAR_MS);
}

/** Orders of a type on an account in the last ten minutes that were applied or may yet be, newest first. */
export function similarOrders(tx: Tx, ctx: Context, accountId: number, type: TrafficOrderType) {
  return tx.order.findMany({
    where: {
      accountId,
      type,
      createdAt: { gte: similarSince(ctx) },
      status: { notIn: ['rejected', 'cancelled'] },
    },
    orderBy: { id: 'desc' },
    take: 20,
    select: { id: true, amountGb: true, status: true, createdAt: true },
  });
}

/**
 * For forms: two people, or two tabs, that do one thing to one account at one moment are asked, the second one at least.
 * Holds the account until the transaction ends. Throws `similar_order` for one that is not among the `known`.
 */
export async function assertNothingSimilar(
  tx: Tx,
  ctx: Context,
  order: { accountId: number; type: TrafficOrderType },
  known: readonly number[],
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM upstream_account WHERE id = ${order.accountId} FOR UPDATE`;
  const found = await similarOrders(tx, ctx, order.accountId, order.type);
  const news = found.find(({ id }) => !known.includes(id));
  if (!news) return;
  const what = order.type === 'top_up' ? 'This account was topped up' : 'Traffic was taken back from this account';
  throw new AppError(
    'similar_order',
    `${what} just now, by order #${news.id}. Look at the review again before you confirm.`,
  );
}
