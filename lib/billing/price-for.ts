import { z } from 'zod';
import { type Money, priceOf } from '@/lib/core/money';
import { Prisma, type Tx } from '@/lib/infra/db';

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

const stepsSchema = z.array(z.object({ fromGb: z.coerce.bigint(), perGb: z.coerce.bigint() }));

export type PriceRow = { per_gb: bigint; currency: string; steps: unknown };

/** What `gb` cost at a price: its highest step that they reach counts for all of them. */
export function quoteOf(row: PriceRow, gb: bigint): Quote {
  let perGb = row.per_gb;
  for (const step of row.steps === null ? [] : stepsSchema.parse(row.steps)) {
    if (gb >= step.fromGb) perGb = step.perGb;
  }
  return { perGb, price: priceOf(gb, perGb, row.currency) };
}

/** The most specific price first. */
export const PRICE_ORDER = Prisma.sql`customer_id NULLS LAST, agent_id NULLS LAST, connection_id NULLS LAST, valid_from DESC, id DESC`;

/**
 * The price of `gb` (GB at 6 decimals) for who pays, at the most specific price in force: the customer's, then the
 * agent's, each first for this connection; last the connection's own. Null where no price was agreed: nothing is charged.
 */
export async function priceFor(tx: Tx, order: QuoteFor): Promise<Quote | null> {
  const [row] = await tx.$queryRaw<PriceRow[]>(Prisma.sql`
    SELECT per_gb, currency, steps FROM price
    WHERE valid_from <= ${order.at} AND (valid_to IS NULL OR valid_to > ${order.at}) AND currency = ${order.currency}
      AND (customer_id IS NULL OR customer_id = ${order.customerId})
      AND (agent_id IS NULL OR agent_id = ${order.agentId})
      AND (connection_id IS NULL OR connection_id = ${order.connectionId})
    ORDER BY ${PRICE_ORDER} LIMIT 1`);
  return row ? quoteOf(row, order.gb) : null;
}
