import { Prisma, type Tx } from '@/lib/infra/db';
import { PRICE_ORDER, type PriceRow, priceFor, type Quote, type QuoteFor, quoteOf } from './price-for';

type Found = PriceRow & { key: number; steps_by: string };

/** What decides on the price beside the amount. */
function keyOf({ customerId, agentId, connectionId, currency, at }: QuoteFor): string {
  return [customerId, agentId, connectionId, currency, at.getTime()].join(':');
}

/**
 * The price of each order, as `priceFor` finds it, all in one query; null stands for nobody who pays. Only where a
 * price's steps count a whole month is an order asked for by itself.
 */
export async function quotesFor(tx: Tx, orders: readonly (QuoteFor | null)[]): Promise<(Quote | null)[]> {
  const keys = new Map<string, QuoteFor>();
  for (const order of orders) if (order) keys.set(keyOf(order), order);
  const wanted = [...keys.values()];
  if (wanted.length === 0) return orders.map(() => null);
  const rows = await tx.$queryRaw<Found[]>(Prisma.sql`
    SELECT w.key::int AS key, p.per_gb, p.currency, p.steps, p.steps_by
    FROM unnest(${wanted.map(({ customerId }) => customerId)}::int[], ${wanted.map(({ agentId }) => agentId)}::int[],
      ${wanted.map(({ connectionId }) => connectionId)}::int[], ${wanted.map(({ currency }) => currency)}::text[],
      ${wanted.map(({ at }) => at)}::timestamptz[]) WITH ORDINALITY AS w(customer, agent, connection, currency, at, key)
    CROSS JOIN LATERAL (
      SELECT * FROM price
      WHERE valid_from <= w.at AND (valid_to IS NULL OR valid_to > w.at) AND currency = w.currency
        AND (customer_id IS NULL OR customer_id = w.customer) AND (agent_id IS NULL OR agent_id = w.agent)
        AND (connection_id IS NULL OR connection_id = w.connection)
      ORDER BY ${PRICE_ORDER} LIMIT 1) p`);
  const found = new Map(rows.map((row) => [row.key, row]));
  const prices = new Map([...keys.keys()].map((key, index) => [key, found.get(index + 1)]));
  return Promise.all(
    orders.map((order) => {
      const row = order && prices.get(keyOf(order));
      if (!row) return null;
      return row.steps_by === 'month' ? priceFor(tx, order) : quoteOf(row, order.gb);
    }),
  );
}
