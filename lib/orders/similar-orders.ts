import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { Prisma } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';
import type { OrderStatus } from './schemas';

const SIMILAR_MS = 10 * 60_000;

/** What can be done twice by mistake: an order is similar to those of its own type. */
export type TrafficOrderType = 'top_up' | 'deduct';

/** Since when orders are similar to one that is made now. */
export function similarSince(ctx: Context): Date {
  return new Date(ctx.now().getTime() - SIMILAR_MS);
}

export type SimilarOrder = { id: number; amountGb: bigint | null; status: OrderStatus; createdAt: Date };

/** Orders of a type on an account in the last ten minutes that were applied or may yet be, newest first. */
export function similarOrders(
  tx: SqlRunner,
  ctx: Context,
  accountId: number,
  type: TrafficOrderType,
): Promise<SimilarOrder[]> {
  return tx.$queryRaw<SimilarOrder[]>(Prisma.sql`
    SELECT id, amount_gb AS "amountGb", status::text AS status, created_at AS "createdAt" FROM "order"
    WHERE account_id = ${accountId} AND type = ${type}::"OrderType" AND created_at >= ${similarSince(ctx)}
      AND created_at < ${new Date(ctx.now().getTime() + SIMILAR_MS)} AND status NOT IN ('rejected', 'cancelled') ORDER BY id DESC LIMIT 20`);
}

/**
 * For forms: two people, or two tabs, that do one thing to one account at one moment are asked, the second one at least.
 * Holds the account until the transaction ends. Throws `similar_order` for one that is not among the `known`.
 */
export async function assertNothingSimilar(
  tx: SqlRunner,
  ctx: Context,
  order: { accountId: number; type: TrafficOrderType },
  known: readonly number[],
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM upstream_account WHERE id = ${order.accountId} FOR NO KEY UPDATE`;
  const found = await similarOrders(tx, ctx, order.accountId, order.type);
  const news = found.find(({ id }) => !known.includes(id));
  if (!news) return;
  const what = order.type === 'top_up' ? 'This account was topped up' : 'Traffic was taken back from this account';
  throw new AppError(
    'similar_order',
    `${what} just now, by order #${news.id}. Look at the review again before you confirm.`,
  );
}
