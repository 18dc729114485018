import { openAdapter } from '@/lib/connections';
import { type Context, systemContext } from '@/lib/core/actor';
import { dayIn } from '@/lib/core/calendar-date';
import { latestBelievable } from '@/lib/infra/clock';
import { db } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import type { OrderRow } from './internal';

/** As in reconciliation: two decimals of an MB, and clocks that differ. */
const AMOUNT_TOLERANCE = 10_000n;
const SKEW_MS = 5 * 60_000;

/** Lines of the provider's own list that look like this top-up; null where it keeps no list. */
async function linesLike(ctx: Context, order: OrderRow, amount: bigint, since: Date): Promise<number | null> {
  const { adapter, settings } = await openAdapter(order.connectionId);
  if (!adapter.records?.kinds.includes('recharge')) return null;
  const window = { from: dayIn(settings.timeZone, since), to: dayIn(settings.timeZone, ctx.now()) };
  let count = 0;
  for await (const { rows } of adapter.records.read('recharge', window)) {
    count += rows.filter((row) => {
      const gap = row.amount === null ? null : row.amount - amount;
      return (
        row.externalAccountId === order.account?.externalId &&
        row.asset === order.asset &&
        row.at >= since &&
        gap !== null &&
        gap <= AMOUNT_TOLERANCE &&
        gap >= -AMOUNT_TOLERANCE
      );
    }).length;
  }
  return count;
}

/** Top-ups of ours of that account and about that amount, this one left out: done since then, and still in doubt. */
async function othersLike(order: OrderRow, amount: bigint, since: Date): Promise<{ done: number; open: number }> {
  const like = {
    id: { not: order.id },
    accountId: order.accountId,
    type: 'top_up' as const,
    amount: { gte: amount - AMOUNT_TOLERANCE, lte: amount + AMOUNT_TOLERANCE },
  };
  const [done, open] = await Promise.all([
    db().order.count({ where: { ...like, status: 'succeeded', settledAt: { gte: since } } }),
    db().order.count({ where: { ...like, status: { in: ['submitting', 'unknown'] } } }),
  ]);
  return { done, open };
}

/**
 * Whether the provider's own records show a top-up that it now refuses, after an answer was lost: it may look at other
 * things (its stock, say) before it looks whether the order was processed. Lines that other orders of ours account for do
 * not count. Null where it cannot be told: the records cannot be read, or the one line left over may be another order's
 * that is in doubt as well, or there are several; one line proves one order only.
 */
export async function isOnRecord(order: OrderRow, ctx: Context = systemContext('orders')): Promise<boolean | null> {
  const { amount, attempts } = order;
  const first = attempts[0]?.at;
  if (order.type !== 'top_up' || amount === null || !first) return false;
  if (first > latestBelievable(ctx.now())) return null; // sent by a clock that was ahead: nobody knows when
  const since = new Date(first.getTime() - SKEW_MS);
  try {
    const lines = await linesLike(ctx, order, amount, since);
    if (!lines) return false;
    const others = await othersLike(order, amount, since);
    const left = lines - others.done;
    if (left <= 0) return false;
    return left === 1 && others.open === 0 ? true : null;
  } catch (error) {
    log().warn({ err: error, orderId: order.id }, 'records not read for a refusal; it is believed when they can be');
    return null;
  }
}
