/** One of our orders as matching sees it: where, how much (signed), from when to when it may have been applied. */
export type OurSide = {
  id: number;
  externalAccountId: string | null;
  reference: string;
  providerOrderId: string | null;
  /** Null for IP orders, which are found by reference or order number only. */
  amount: bigint | null;
  /** What the amount counts. */
  asset: string | null;
  from: Date;
  to: Date;
  /** Known to have been applied: these take their records before the doubtful ones do. */
  certain: boolean;
};

/** One line of a provider's list. */
export type TheirSide = {
  id: bigint;
  externalAccountId: string | null;
  externalOrderId: string | null;
  reference: string | null;
  amount: bigint | null;
  asset: string | null;
  at: Date;
  /** The order that this record was found to prove before. */
  provesOrder: number | null;
};

export type MatchRules = {
  /** How far a record's figure may be from ours because the provider rounds it. */
  amountTolerance: bigint;
  /** How far the provider's clock may be from ours. */
  skewMs: number;
};

export type Matches = {
  pairs: { order: OurSide; record: TheirSide }[];
  orders: OurSide[];
  records: TheirSide[];
};

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}

/** Same account, amount within rounding, time within the clocks' skew: for providers that keep no reference of ours. */
function looksLike(order: OurSide, record: TheirSide, rules: MatchRules): boolean {
  if (record.provesOrder !== null || order.amount === null || record.amount === null) return false;
  if (order.asset !== record.asset) return false;
  if (order.externalAccountId === null || order.externalAccountId !== record.externalAccountId) return false;
  return distance(order.amount, record.amount) <= rules.amountTolerance && isOfItsTime(order, record, rules);
}

function isOfItsTime(order: OurSide, record: TheirSide, rules: MatchRules): boolean {
  const at = record.at.getTime();
  return at >= order.from.getTime() - rules.skewMs && at <= order.to.getTime() + rules.skewMs;
}

/** A line without traffic and without anybody's mark (or with the beginning of ours), of the time of an order of IPs. */
export function couldBe(order: OurSide, record: TheirSide, rules: MatchRules): boolean {
  const { provesOrder, amount, reference } = record;
  const isAnybodys = reference === null || order.reference.startsWith(reference);
  return provesOrder === null && amount === null && isAnybodys && isOfItsTime(order, record, rules);
}

/** What was found before, or our own mark on the record: proof by itself. */
function isKnownToProve(order: OurSide, record: TheirSide): boolean {
  if (record.provesOrder !== null) return record.provesOrder === order.id;
  if (record.reference?.includes(order.reference)) return true;
  return order.providerOrderId !== null && order.providerOrderId === record.externalOrderId;
}

/**
 * Pairs orders with records; one record proves one order only. Marks first; then, of what looks alike, orders that are
 * known to have been applied before doubtful ones, each taking the record nearest in amount, then in time. So a doubtful order is left
 * without a record exactly when the provider has fewer lines than we know of.
 */
export function matchRecords(orders: readonly OurSide[], records: readonly TheirSide[], rules: MatchRules): Matches {
  const freeOrders = new Set(orders);
  const freeRecords = new Set(records);
  const pairs: Matches['pairs'] = [];
  const pair = (order: OurSide, record: TheirSide) => {
    pairs.push({ order, record });
    freeOrders.delete(order);
    freeRecords.delete(record);
  };
  for (const order of orders) {
    const marked = [...freeRecords].find((record) => isKnownToProve(order, record));
    if (marked) pair(order, marked);
  }
  const byAccount = new Map<string, TheirSide[]>();
  for (const record of freeRecords) {
    const key = record.externalAccountId ?? '';
    byAccount.set(key, [...(byAccount.get(key) ?? []), record]);
  }
  const inTurn = [...freeOrders].sort(
    (a, b) => Number(b.certain) - Number(a.certain) || a.from.getTime() - b.from.getTime() || a.id - b.id,
  );
  for (const order of inTurn) {
    const alike = (byAccount.get(order.externalAccountId ?? '') ?? []).filter(
      (record) => freeRecords.has(record) && looksLike(order, record, rules),
    );
    const nearest = alike.sort(
      (a, b) => amountGap(order, a) - amountGap(order, b) || timeGap(order, a) - timeGap(order, b),
    )[0];
    if (nearest) pair(order, nearest);
  }
  return { pairs, orders: [...freeOrders], records: [...freeRecords] };
}

function amountGap(order: OurSide, record: TheirSide): number {
  return Number(distance(order.amount ?? 0n, record.amount ?? 0n));
}

function timeGap(order: OurSide, record: TheirSide): number {
  return Math.abs(record.at.getTime() - order.from.getTime());
}
