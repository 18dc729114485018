import { db, Prisma } from '@/lib/infra/db';
import { RATE_SCALE } from './exchange-rates';
import type { Rate } from './margin-rows';
import type { MarginQuery } from './schemas';

type CustomerPlace = { customer_id: number; sale_currency: string };

const SORTS = {
  label: Prisma.sql`c.name`,
  gb: Prisma.sql`d.gb`,
  revenue: Prisma.sql`d.revenue`,
  cost: Prisma.sql`CASE WHEN NOT d.gap THEN d.cost END`,
  margin: Prisma.sql`CASE WHEN NOT d.gap THEN d.revenue - d.cost END`,
};

/** Factors of both directions, the straight one first. */
function factors(rates: readonly Rate[]): Prisma.Sql {
  const unit = 10n ** BigInt(RATE_SCALE);
  const rows = rates.flatMap(({ base, quote, rate }) => [
    Prisma.sql`(${base}, ${quote}, ${rate}::numeric / ${unit}, 1)`,
    Prisma.sql`(${quote}, ${base}, ${unit}::numeric / ${rate}, 2)`,
  ]);
  if (rows.length === 0)
    return Prisma.sql`SELECT NULL::text AS base, NULL::text AS quote, NULL::numeric AS factor WHERE false`;
  return Prisma.sql`SELECT DISTINCT ON (base, quote) base, quote, factor
    FROM (VALUES ${Prisma.join(rows)}) AS v(base, quote, factor, rank) ORDER BY base, quote, rank`;
}

/** The customers of a page of a month's margin, in its order; one row more than `limit` where there are more. */
export function rankCustomers(
  query: Pick<MarginQuery, 'month' | 'sort' | 'direction' | 'limit'>,
  offset: number,
  rates: readonly Rate[],
): Promise<CustomerPlace[]> {
  const direction = query.direction === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return db().$queryRaw<CustomerPlace[]>(Prisma.sql`
    WITH rates AS (${factors(rates)}), d AS (
      SELECT m.customer_id, m.sale_currency, sum(m.revenue_micro) AS revenue, sum(m.gb) AS gb,
        sum(m.cost_micro * coalesce(r.factor, 1)) AS cost,
        m.sale_currency = '' OR bool_or(m.basis = 'unknown' AND (m.gb <> 0 OR m.orders <> 0)
          OR (m.cost_micro <> 0 AND m.cost_currency <> m.sale_currency AND r.factor IS NULL)) AS gap
      FROM margin_by_customer m LEFT JOIN rates r ON r.base = m.cost_currency AND r.quote = m.sale_currency
      WHERE m.month = ${query.month} GROUP BY 1, 2
      HAVING bool_or(m.orders <> 0 OR m.gb <> 0 OR m.revenue_micro <> 0 OR m.cost_micro <> 0))
    SELECT d.customer_id, d.sale_currency FROM d LEFT JOIN customer c ON c.id = d.customer_id
    ORDER BY d.sale_currency = '', d.sale_currency, ${SORTS[query.sort]} ${direction} NULLS LAST, c.name, d.customer_id
    LIMIT ${query.limit + 1} OFFSET ${offset}`);
}
