import { couldBe, type Matches, type OurSide } from './match-records';
import { MATCH_RULES } from './sides';

/** By how much an account's residual has moved by what the lists name as begun since an order was sent. */
function movedSince(side: OurSide, { pairs, orders, records }: Matches): bigint {
  const landed = [...pairs.map(({ order }) => order), ...orders.filter(({ certain }) => certain)];
  const acts = [
    ...landed.filter(({ id }) => id !== side.id),
    ...records.map(({ externalAccountId, amount, at }) => ({ externalAccountId, amount, from: at })),
  ];
  return acts
    .filter(({ externalAccountId, from }) => externalAccountId === side.externalAccountId && from >= side.from)
    .reduce((sum, { amount }) => sum + (amount ?? 0n), 0n);
}

/** What was seen of an order beside the lists: the readings, and whether the provider is known to list deducts at all. */
export type Witness = { residualBefore: bigint | null; residual: bigint | null; listsDeducts: boolean };

/**
 * Whether something speaks against "no record, so it did not land": a line that may be it (an IP order has no amount to
 * know it by, and the provider may not give remarks back; the hour of a deduct may be another zone's), or its traffic gone.
 */
export function mayHaveLanded(orderId: number, matches: Matches, witness: Witness): boolean {
  const side = matches.orders.find(({ id }) => id === orderId);
  if (side === undefined || matches.records.some((line) => couldBe(side, line, MATCH_RULES))) return true;
  const { residualBefore, residual, listsDeducts } = witness;
  if (side.amount === null || residualBefore === null || residual === null) return false;
  const size = side.amount < 0n ? -side.amount : side.amount;
  // A hundredth for what was used in between.
  const tolerance = MATCH_RULES.amountTolerance + size / 100n;
  if (side.amount < 0n && !listsDeducts) {
    // A list that has never shown a deduct proves nothing: as much may be gone by it as by use.
    return residualBefore + movedSince(side, matches) - residual >= size - tolerance;
  }
  const gap = residual - residualBefore - side.amount;
  return (gap < 0n ? -gap : gap) <= tolerance;
}
