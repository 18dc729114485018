import { addDays } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
import { findDifferences } from './find-differences';

/**
 * The provider's record that shows an order: the one that proved it, else the one that matching gives it. Null where there
 * is none. Who may see it is decided by who may see the order.
 */
export async function recordOfOrder(order: { id: number; connectionId: number; createdAt: Date }) {
  const proof = await db().providerRecord.findUnique({ where: { orderId: order.id } });
  if (proof) return proof;
  const day = order.createdAt.toISOString().slice(0, 10);
  const { pairs } = await findDifferences(order.connectionId, { from: addDays(day, -1), to: addDays(day, 1) });
  const pair = pairs.find((each) => each.order.id === order.id);
  return pair ? db().providerRecord.findUnique({ where: { id: pair.record.id } }) : null;
}
