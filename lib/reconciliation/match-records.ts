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

/** Same account, and amount within rounding. */
function isSameAmount(order: OurSide, record: TheirSide, rules: MatchRules): boolean {
  if (record.provesOrder !== null || order.amount === null || record.amount === null) return false;
  if (order.asset !== record.asset) return false;
  if (order.externalAccountId === null || order.externalAccountId !== record.externalAccountId) return false;
  return distance(order.amount, record.amount) <= rules.amountTolerance;
}

/** The same, and time within the clocks' skew: for providers that keep no reference of ours. */
function looksLike(order: OurSide, record: TheirSide, rules: MatchRules): boolean {
  return isSameAmount(order, record, rules) && isOfItsTime(order, record, rules);
}

/** `slackMs`: by how much more the two clocks may differ. */
function isOfItsTime(order: OurSide, record: TheirSide, rules: MatchRules, slackMs = 0): boolean {
  const at = record.at.getTime();
  const apartMs = rules.skewMs + slackMs;
  return at >= order.from.getTime() - apartMs && at <= order.to.getTime() + apartMs;
}

/** As far as any zone is from the one that providers are taken to be in (UTC+8). */
const OTHER_ZONES_MS = 20 * 60 * 60_000;

/**
 * A line that does not prove an order, but speaks against "it did not land". Of traffic: the same amount at another hour,
 * since whose hours a provider writes is not documented. Of IPs: a line of its time without anybody's mark (or with the beginning of
 * ours), whatever traffic it names: what `coin` says in lists of IPs is not documented.
 */
export function couldBe(order: OurSide, record: TheirSide, rules: MatchRules): boolean {
  if (order.amount !== null) {
    return isSameAmount(order, record, rules) && isOfItsTime(order, record, rules, OTHER_ZONES_MS);
  }
  const { provesOrder, reference } = record;
  const isAnybodys = reference === null || order.reference.startsWith(reference);
  return provesOrder === null && isAnybodys && isOfItsTime(order, record, rules);
}

/** What was found before, or our own mark on the record: proof by itself. */
function isKnownToProve(order: OurSide, record: TheirSide): boolean {
  if (record.provesOrder !== null) return record.provesOrder === order.id;
  if (record.reference?.includes(order.reference)) return true;
  return order.providerOrderId !== null && order.providerOrderId === record.externalOrderId;
}

/** What newReference makes; a mark may stand anywhere in a provider's text. */
const OUR_MARK = /^gt[0-9a-z]{23}$/;
const MARK_LENGTH = 25;

function add<Key>(lists: Map<Key, number[]>, key: Key, index: number): void {
  const list = lists.get(key);
  if (list) list.push(index);
  else lists.set(key, [index]);
}

/** Finds the first free record that is known to prove an order, without looking at all of them for each. */
function marksOf(records: readonly TheirSide[]): (order: OurSide, free: ReadonlySet<TheirSide>) => TheirSide | null {
  const proofs = new Map<number, number[]>();
  const numbers = new Map<string, number[]>();
  const marks = new Map<string, number[]>();
  const remarked: number[] = [];
  for (const [index, { provesOrder, externalOrderId, reference }] of records.entries()) {
    if (provesOrder !== null) {
      add(proofs, provesOrder, index);
      continue;
    }
    if (externalOrderId !== null) add(numbers, externalOrderId, index);
    if (reference === null) continue;
    remarked.push(index);
    for (let start = reference.indexOf('gt'); start >= 0; start = reference.indexOf('gt', start + 1)) {
      add(marks, reference.slice(start, start + MARK_LENGTH), index);
    }
  }
  return (order, free) => {
    const { id, reference, providerOrderId } = order;
    const marked = OUR_MARK.test(reference) ? (marks.get(reference) ?? []) : remarked;
    const numbered = providerOrderId === null ? [] : (numbers.get(providerOrderId) ?? []);
    let first: number | null = null;
    for (const index of [...(proofs.get(id) ?? []), ...marked, ...numbered]) {
      const record = records[index];
      if (first !== null && index >= first) continue;
      if (record && free.has(record) && isKnownToProve(order, record)) first = index;
    }
    return first === null ? null : (records[first] ?? null);
  };
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
  const findMarked = marksOf(records);
  for (const order of orders) {
    const marked = findMarked(order, freeRecords);
    if (marked) pair(order, marked);
  }
  const byAccount = Map.groupBy(freeRecords, (record) => record.externalAccountId);
  const inTurn = [...freeOrders].sort(
    (a, b) => Number(b.certain) - Number(a.certain) || a.from.getTime() - b.from.getTime() || a.id - b.id,
  );
  for (const order of inTurn) {
    const alike = (order.externalAccountId === null ? [] : (byAccount.get(order.externalAccountId) ?? [])).filter(
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
