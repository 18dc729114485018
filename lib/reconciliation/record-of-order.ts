import { addDays } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
import { matchRecords } from './match-records';
import { MATCH_RULES, ourSides, theirSides } from './sides';

type ShownOrder = { id: number; connectionId: number; accountId: number | null; createdAt: Date };

/**
 * The provider's record that shows an order: the one that proved it, else the one that matching gives it. Null where there
 * is none. Only orders and records of its own account can be each other's, so no others are read. Who may see it is decided
 * by who may see the order.
 */
export async function recordOfOrder(order: ShownOrder) {
  const proof = await db().providerRecord.findUnique({ where: { orderId: order.id } });
  if (proof) return proof;
  const account =
    order.accountId === null
      ? null
      : await db().upstreamAccount.findUnique({
          where: { id: order.accountId },
          select: { id: true, externalId: true },
        });
  const day = order.createdAt.toISOString().slice(0, 10);
  const window = { from: addDays(day, -1), to: addDays(day, 1) };
  const [ours, theirs] = await Promise.all([
    ourSides(order.connectionId, window, account ?? undefined),
    theirSides(order.connectionId, window, account ?? undefined),
  ]);
  const pair = matchRecords(ours, theirs, MATCH_RULES).pairs.find((each) => each.order.id === order.id);
  return pair ? db().providerRecord.findUnique({ where: { id: pair.record.id } }) : null;
}
