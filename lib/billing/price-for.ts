import { type Money, priceOf } from '@/lib/core/money';
import { Prisma } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';
import { stepPrice } from './price-rows';

export type Quote = { perGb: bigint; price: Money };

/** What is to be priced: GB at 6 decimals, in the payer's currency. */
export type QuoteFor = {
  customerId: number | null;
  agentId: number | null;
  connectionId: number;
  gb: bigint;
  currency: string;
  at: Date;
};

export type PriceRow = { per_gb: bigint; currency: string; steps: unknown; steps_by: string };

/**
 * What `gb` cost at a price: the highest step that they reach, with what counts before them, counts for all of them. Rounded
 * half up to the minor unit once, but never to nothing: what has a price costs one minor unit at least, or many small
 * orders would be free.
 */
export function quoteOf(row: PriceRow, gb: bigint, before = 0n): Quote {
  const perGb = stepPrice({ perGb: row.per_gb, steps: row.steps }, gb + before);
  const price = priceOf(gb, perGb, row.currency);
  return { perGb, price: perGb > 0n && gb > 0n && price.minor === 0n ? { ...price, minor: 1n } : price };
}

/** The most specific price first. */
export const PRICE_ORDER = Prisma.sql`customer_id NULLS LAST, agent_id NULLS LAST, connection_id NULLS LAST, valid_from DESC, id DESC`;

/** The row that a quote comes from; `monthGb` is what steps by month counted before this order. */
type ReasonedQuote = Quote & { rowId: number; monthGb: bigint | null };

type FoundRow = PriceRow & { id: number; customer_id: number | null; connection_id: number | null };

/**
 * GB (6 decimals) that were ordered in the calendar month (UTC) of `at` before it, by whom the price is for: its customer,
 * else the agent, or the customer that pays for itself; at its connection, or at all. What was refused or cancelled does
 * not count, nor what waits for approval: it can be taken back at no cost once smaller orders have had its price.
 */
async function monthVolume(tx: SqlRunner, row: FoundRow, order: QuoteFor): Promise<bigint> {
  const from = new Date(Date.UTC(order.at.getUTCFullYear(), order.at.getUTCMonth(), 1));
  const whose =
    row.customer_id !== null || order.agentId === null
      ? Prisma.sql`customer_id = ${order.customerId}`
      : Prisma.sql`agent_id = ${order.agentId}`;
  const where = row.connection_id === null ? Prisma.empty : Prisma.sql`AND connection_id = ${row.connection_id}`;
  const [sum] = await tx.$queryRaw<{ gb: bigint | null }[]>(Prisma.sql`
    SELECT sum(amount_gb)::bigint AS gb FROM "order" WHERE ${whose} ${where} AND type = 'top_up'
      AND created_at >= ${from} AND created_at <= ${order.at}
      AND status NOT IN ('rejected', 'cancelled', 'awaiting_approval')`);
  return sum?.gb ?? 0n;
}

/** As `priceFor`, with its reasons. */
export async function reasonedPriceFor(tx: SqlRunner, order: QuoteFor): Promise<ReasonedQuote | null> {
  const [row] = await tx.$queryRaw<FoundRow[]>(Prisma.sql`
    SELECT id, customer_id, connection_id, per_gb, currency, steps, steps_by FROM price
    WHERE valid_from <= ${order.at} AND (valid_to IS NULL OR valid_to > ${order.at}) AND currency = ${order.currency}
      AND (customer_id IS NULL OR customer_id = ${order.customerId})
      AND (agent_id IS NULL OR agent_id = ${order.agentId})
      AND (connection_id IS NULL OR connection_id = ${order.connectionId})
    ORDER BY ${PRICE_ORDER} LIMIT 1`);
  if (!row) return null;
  const monthGb = row.steps_by === 'month' && row.steps !== null ? await monthVolume(tx, row, order) : null;
  return { ...quoteOf(row, order.gb, monthGb ?? 0n), rowId: row.id, monthGb };
}

/**
 * The price of `gb` (GB at 6 decimals) for who pays, at the most specific price in force: the customer's, then the
 * agent's, each first for this connection; last the connection's own and everybody's. Of its steps the last one counts
 * that the order reaches, by itself or with the month before it. Null where no price was agreed: nothing is charged.
 */
export async function priceFor(tx: SqlRunner, order: QuoteFor): Promise<Quote | null> {
  const quote = await reasonedPriceFor(tx, order);
  return quote && { perGb: quote.perGb, price: quote.price };
}
