import { z } from 'zod';
import { type Money, priceOf } from '@/lib/core/money';
import { Prisma, type Tx } from '@/lib/infra/db';

export type Quote = { perGb: bigint; price: Money };

const stepsSchema = z.array(z.object({ fromGb: z.coerce.bigint(), perGb: z.coerce.bigint() }));

type PriceRow = { per_gb: bigint; currency: string; steps: unknown };

/**
 * The price of `gb` (GB at 6 decimals) for who pays, at the most specific price in force: the customer's, then the
 * agent's, each first for this connection; last the connection's own. Null where no price was agreed: nothing is charged.
 */
export async function priceFor(
  tx: Tx,
  order: {
    customerId: number | null;
    agentId: number | null;
    connectionId: number;
    gb: bigint;
    currency: string;
    at: Date;
  },
): Promise<Quote | null> {
  const [row] = await tx.$queryRaw<PriceRow[]>(Prisma.sql`
    SELECT per_gb, currency, steps FROM price
    WHERE valid_from <= ${order.at} AND (valid_to IS NULL OR valid_to > ${order.at}) AND currency = ${order.currency}
      AND (customer_id IS NULL OR customer_id = ${order.customerId})
      AND (agent_id IS NULL OR agent_id = ${order.agentId})
      AND (connection_id IS NULL OR connection_id = ${order.connectionId})
    ORDER BY customer_id NULLS LAST, agent_id NULLS LAST, connection_id NULLS LAST, valid_from DESC, id DESC LIMIT 1`);
  if (!row) return null;
  let perGb = row.per_gb;
  for (const step of row.steps === null ? [] : stepsSchema.parse(row.steps)) {
    if (order.gb >= step.fromGb) perGb = step.perGb;
  }
  return { perGb, price: priceOf(order.gb, perGb, row.currency) };
}
