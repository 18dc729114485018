import { openAdapter } from '@/lib/connections';
import { type Context, systemContext } from '@/lib/core/actor';
import { dayIn } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
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

/**
 * Whether the provider's own records show a top-up that it now refuses, after an answer was lost: it may look at other
 * things (its stock, say) before it looks whether the order was processed. Null where that cannot be read. Lines that
 * other orders of ours account for do not count.
 */
export async function isOnRecord(order: OrderRow, ctx: Context = systemContext('orders')): Promise<boolean | null> {
  const { id, accountId, amount, attempts } = order;
  const first = attempts[0]?.at;
  if (order.type !== 'top_up' || amount === null || !first) return false;
  const since = new Date(first.getTime() - SKEW_MS);
  try {
    const lines = await linesLike(ctx, order, amount, since);
    if (!lines) return false;
    const others = await db().order.count({
      where: {
        id: { not: id },
        accountId,
        type: 'top_up',
        status: 'succeeded',
        amount: { gte: amount - AMOUNT_TOLERANCE, lte: amount + AMOUNT_TOLERANCE },
        settledAt: { gte: since },
      },
    });
    return lines > others;
  } catch {
    return null; // the refusal is believed when the records can be read
  }
}
