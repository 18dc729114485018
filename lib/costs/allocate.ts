import { TRAFFIC_ASSETS, type TrafficAsset } from '@/lib/core/assets';
import { divideRounded } from '@/lib/core/decimal';

/** Where a cost comes from: a block's price, the connection's list cost, the provider's own record (IPs), or nowhere. */
export type Basis = 'blocks' | 'list' | 'record' | 'unknown';

/** Bought traffic as it is used up. Times are milliseconds, money is in millionths of the currency. */
export type Block = {
  id: number;
  boughtAt: number;
  expiresAt: number | null;
  asset: string;
  amount: bigint;
  remaining: bigint;
  /** Null where nobody has said what was paid. */
  paid: bigint | null;
  spent: bigint;
  currency: string | null;
};

/** A list cost from an instant on; `perGb` null where none is known from there. Ascending. */
export type ListCost = { from: number; perGb: bigint | null; currency: string | null };

/** An order's traffic: out to an account, or back from it. */
export type Sale = {
  orderId: number;
  accountId: number | null;
  at: number;
  back: boolean;
  amount: bigint;
  asset: TrafficAsset;
  gb: bigint;
  /** The currency that it was charged in; empty where it was not. */
  soldIn: string;
};

/** Traffic of an account that can come back: an earlier row of the database, or one of this batch. */
export type Held = {
  row: { id: bigint } | { index: number };
  /** When the account got it. */
  at: number;
  blockId: number | null;
  asset: string;
  basis: Basis;
  amount: bigint;
  returned: bigint;
  cost: bigint;
  currency: string;
  soldIn: string;
};

/** A part of an order's cost. `amount`, `gb` and `cost` are negative for what came back. */
export type Part = {
  orderId: number;
  no: number;
  blockId: number | null;
  returns: Held['row'] | null;
  amount: bigint;
  gb: bigint;
  basis: Basis;
  cost: bigint;
  currency: string;
  /** What comes back counts where it was sold. */
  soldIn: string;
};

export type Book = {
  /** In the order in which they are used: `inOrderOfUse`. */
  blocks: Block[];
  listCosts: readonly ListCost[];
  /** By account, latest first. */
  held: Map<number, Held[]>;
};

/** The smaller of two amounts. */
export function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

/** First expiring, first out; of those that expire at once, or never, first bought, first out. */
export function inOrderOfUse(a: Block, b: Block): number {
  const expiry = (block: Block) => block.expiresAt ?? Number.POSITIVE_INFINITY;
  if (expiry(a) !== expiry(b)) return expiry(a) - expiry(b);
  return a.boughtAt - b.boughtAt || a.id - b.id;
}

/** The list cost of an amount at an instant; null where none is known. */
function listCostOf(costs: readonly ListCost[], at: number, sold: { amount: bigint; asset: TrafficAsset }) {
  const row = costs.findLast((cost) => cost.from <= at);
  if (!row || row.perGb === null || row.currency === null) return null;
  const { unitsPerGb, scale } = TRAFFIC_ASSETS[sold.asset];
  return { cost: divideRounded(row.perGb * sold.amount, unitsPerGb * 10n ** BigInt(scale)), currency: row.currency };
}

type Cost = Pick<Part, 'basis' | 'cost' | 'currency'>;

const UNKNOWN: Cost = { basis: 'unknown', cost: 0n, currency: '' };

/** What a part of a block costs: its share of what is left of the price, so that the last part takes exactly the rest. */
function costFromBlock(block: Block, amount: bigint, sale: Sale, listCosts: readonly ListCost[]): Cost {
  if (block.paid !== null && block.currency !== null) {
    const cost = divideRounded((block.paid - block.spent) * amount, block.remaining);
    block.spent += cost;
    return { basis: 'blocks', cost, currency: block.currency };
  }
  const sold = { amount, asset: sale.asset };
  const list = listCostOf(listCosts, block.boughtAt, sold) ?? listCostOf(listCosts, sale.at, sold);
  return list ? { basis: 'list', ...list } : UNKNOWN;
}

type Taken = Cost & { soldIn: string; blockId: number | null; returns: Held['row'] | null; amount: bigint };

function takeOut(book: Book, sale: Sale): Taken[] {
  const parts: Taken[] = [];
  let left = sale.amount;
  for (const block of book.blocks) {
    if (left === 0n) break;
    const usable = block.boughtAt <= sale.at && (block.expiresAt === null || block.expiresAt > sale.at);
    if (!usable || block.asset !== sale.asset || block.remaining === 0n) continue;
    const amount = smaller(left, block.remaining);
    const cost = costFromBlock(block, amount, sale, book.listCosts);
    block.remaining -= amount;
    left -= amount;
    parts.push({ ...cost, soldIn: sale.soldIn, blockId: block.id, returns: null, amount });
  }
  if (left > 0n) {
    const list = listCostOf(book.listCosts, sale.at, { amount: left, asset: sale.asset });
    parts.push({
      ...(list ? { basis: 'list' as const, ...list } : UNKNOWN),
      soldIn: sale.soldIn,
      blockId: null,
      returns: null,
      amount: left,
    });
  }
  return parts;
}

/** Gives a part back at its cost. Into a block that has expired nothing comes back: its cost stays with the sale. */
function giveBack(book: Book, held: Held, amount: bigint, at: number): Taken {
  const share = (part: bigint) => divideRounded(held.cost * part, held.amount);
  const worth = share(held.returned + amount) - share(held.returned);
  held.returned += amount;
  const back = { basis: held.basis, currency: held.currency, soldIn: held.soldIn, returns: held.row, amount: -amount };
  const block = held.blockId === null ? null : (book.blocks.find(({ id }) => id === held.blockId) ?? null);
  if (held.blockId !== null && (block === null || (block.expiresAt !== null && block.expiresAt <= at))) {
    return { ...back, blockId: null, cost: 0n };
  }
  if (block) {
    block.remaining += amount;
    if (held.basis === 'blocks') block.spent -= worth;
  }
  return { ...back, blockId: held.blockId, cost: -worth };
}

function bringBack(book: Book, sale: Sale): Taken[] {
  const parts: Taken[] = [];
  let left = sale.amount;
  for (const held of sale.accountId === null ? [] : (book.held.get(sale.accountId) ?? [])) {
    if (left === 0n) break;
    const out = held.amount - held.returned;
    // What it got later cannot come back now, however late this deduct became known.
    if (held.asset !== sale.asset || held.at > sale.at || out === 0n) continue;
    const amount = smaller(left, out);
    left -= amount;
    parts.push(giveBack(book, held, amount, sale.at));
  }
  if (left > 0n) {
    // From before our own records: worth what it costs at the list, in no block.
    const list = listCostOf(book.listCosts, sale.at, { amount: -left, asset: sale.asset });
    parts.push({
      ...(list ? { basis: 'list' as const, ...list } : UNKNOWN),
      soldIn: sale.soldIn,
      blockId: null,
      returns: null,
      amount: -left,
    });
  }
  return parts;
}

/**
 * Costs orders in the given order (that of settlement): a sale uses the blocks that were bought and not expired by then, in
 * their order; what no block covers is at list cost, else unknown. A deduct gives back what the account got last, at its
 * cost. Changes the book's blocks and held parts; returns the rows to write. Pure otherwise.
 */
export function allocate(book: Book, sales: readonly Sale[]): Part[] {
  const rows: Part[] = [];
  for (const sale of sales) {
    const parts = sale.back ? bringBack(book, sale) : takeOut(book, sale);
    const sign = sale.back ? -1n : 1n;
    let before = 0n;
    parts.forEach((part, index) => {
      const upTo = before + part.amount * sign;
      const gb = sign * (divideRounded(sale.gb * upTo, sale.amount) - divideRounded(sale.gb * before, sale.amount));
      before = upTo;
      rows.push({ ...part, orderId: sale.orderId, no: index + 1, gb });
      if (sale.back || sale.accountId === null) return;
      const { blockId, basis, amount, cost, currency, soldIn } = part;
      const row = { index: rows.length - 1 };
      const held = book.held.get(sale.accountId);
      const news: Held = {
        row,
        at: sale.at,
        blockId,
        asset: sale.asset,
        basis,
        amount,
        returned: 0n,
        cost,
        currency,
        soldIn,
      };
      if (held) held.unshift(news);
      else book.held.set(sale.accountId, [news]);
    });
  }
  return rows;
}
