import { addDays } from '@/lib/core/calendar-date';
import { db, fromDbDay } from '@/lib/infra/db';
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

type ShownRecord = { id: bigint; connectionId: number; day: Date; externalAccountId: string | null };

/**
 * The order of ours that accounts for a provider's record, as matching gives it; null where none does. `accountId` is the
 * account that the record is about.
 */
export async function orderOfRecord(record: ShownRecord, accountId: number): Promise<number | null> {
  const account = { id: accountId, externalId: record.externalAccountId ?? '' };
  const day = fromDbDay(record.day);
  const window = { from: addDays(day, -1), to: addDays(day, 1) };
  const [ours, theirs] = await Promise.all([
    ourSides(record.connectionId, window, account),
    theirSides(record.connectionId, window, account),
  ]);
  const pair = matchRecords(ours, theirs, MATCH_RULES).pairs.find((each) => each.record.id === record.id);
  return pair?.order.id ?? null;
}
