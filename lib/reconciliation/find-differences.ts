import type { UsageWindow } from '@/lib/providers/port';
import { type Matches, matchRecords, type OurSide, type TheirSide } from './match-records';
import { MATCH_RULES, ourSides, theirSides } from './sides';

export type FoundDifference =
  | { kind: 'only_ours'; order: OurSide; record: null }
  | { kind: 'only_provider'; order: null; record: TheirSide }
  | { kind: 'amount_mismatch'; order: OurSide; record: TheirSide };

/** How near in time two acts on one account must be to be the same act with another amount. */
const SAME_ACT_MS = 10 * 60_000;

/** Of what is left without a partner, acts on one account at nearly one time: the amounts differ. */
function mismatches(orders: OurSide[], records: TheirSide[]): { order: OurSide; record: TheirSide }[] {
  const free = new Set(records);
  const byAccount = Map.groupBy(records, ({ externalAccountId }) => externalAccountId);
  return orders.flatMap((order) => {
    const record = byAccount
      .get(order.externalAccountId)
      ?.find(
        (candidate) =>
          free.has(candidate) &&
          candidate.amount !== null &&
          order.amount !== null &&
          candidate.amount < 0n === order.amount < 0n &&
          Math.abs(candidate.at.getTime() - order.from.getTime()) <= SAME_ACT_MS,
      );
    if (!record) return [];
    free.delete(record);
    return [{ order, record }];
  });
}

/** When the act of a difference happened, by the provider's record where there is one only. */
export function differenceAt({ order, record }: FoundDifference): Date {
  return order ? order.from : record.at;
}

/** Applied orders and mirrored records of a connection that have no partner, and those that have; of certain orders only. */
export async function findDifferences(
  connectionId: number,
  window: UsageWindow,
): Promise<{ pairs: Matches['pairs']; differences: FoundDifference[] }> {
  const [ours, theirs] = await Promise.all([ourSides(connectionId, window), theirSides(connectionId, window)]);
  const { pairs, orders, records } = matchRecords(ours, theirs, MATCH_RULES);
  const certain = orders.filter((order) => order.certain);
  const wrong = mismatches(certain, records);
  const wrongOrders = new Set(wrong.map(({ order }) => order));
  const wrongRecords = new Set(wrong.map(({ record }) => record));
  return {
    pairs,
    differences: [
      ...wrong.map((sides) => ({ kind: 'amount_mismatch' as const, ...sides })),
      ...certain
        .filter((order) => !wrongOrders.has(order))
        .map((order) => ({ kind: 'only_ours' as const, order, record: null })),
      ...records
        .filter((record) => !wrongRecords.has(record))
        .map((record) => ({ kind: 'only_provider' as const, order: null, record })),
    ],
  };
}
