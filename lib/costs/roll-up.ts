import { Prisma, type Tx } from '@/lib/infra/db';

/** Sales by quarter of an hour, of all and by agent; rows without a price sell nothing. */
async function rollUpSales(tx: Tx, sums: Prisma.Sql, rows: Prisma.Sql): Promise<void> {
  const add = Prisma.sql`DO UPDATE SET revenue_micro = s.revenue_micro + excluded.revenue_micro, gb = s.gb + excluded.gb,
    orders = s.orders + excluded.orders`;
  const slot = Prisma.sql`date_bin('15 minutes', settled_at, '2000-01-01 00:00:00+00')`;
  await tx.$executeRaw`
    INSERT INTO sales_by_slot AS s (slot, connection_id, currency, revenue_micro, gb, orders)
    SELECT ${slot}, connection_id, sale_currency, ${sums}
    FROM cost_allocation WHERE ${rows} AND sale_currency <> '' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (slot, connection_id, currency) ${add}`;
  await tx.$executeRaw`
    INSERT INTO sales_by_agent AS s (agent_id, slot, connection_id, currency, revenue_micro, gb, orders)
    SELECT agent_id, ${slot}, connection_id, sale_currency, ${sums}
    FROM cost_allocation WHERE ${rows} AND sale_currency <> '' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (agent_id, slot, connection_id, currency) ${add}`;
}

/** Adds the rows of cost_allocation that `rows` picks to the sums of margin and of sales, or takes them off again. */
export async function rollUp(tx: Tx, sign: 1 | -1, rows: Prisma.Sql): Promise<void> {
  const revenue = Prisma.sql`(${sign} * sum(revenue_micro))::bigint`;
  const amounts = Prisma.sql`(${sign} * sum(gb))::bigint, (${sign} * count(*) FILTER (WHERE no = 1))::int`;
  const sums = Prisma.sql`${revenue}, (${sign} * sum(cost_micro))::bigint, ${amounts}`;
  const add = Prisma.sql`DO UPDATE SET revenue_micro = m.revenue_micro + excluded.revenue_micro,
    cost_micro = m.cost_micro + excluded.cost_micro, gb = m.gb + excluded.gb, orders = m.orders + excluded.orders`;
  await tx.$executeRaw`
    INSERT INTO margin_by_customer AS m (month, customer_id, agent_id, connection_id, sale_currency, basis, cost_currency,
      revenue_micro, cost_micro, gb, orders)
    SELECT month, customer_id, agent_id, connection_id, sale_currency, basis, cost_currency, ${sums}
    FROM cost_allocation WHERE ${rows} GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (month, customer_id, agent_id, connection_id, sale_currency, basis, cost_currency) ${add}`;
  await tx.$executeRaw`
    INSERT INTO margin_by_agent AS m (month, agent_id, connection_id, sale_currency, basis, cost_currency,
      revenue_micro, cost_micro, gb, orders)
    SELECT month, agent_id, connection_id, sale_currency, basis, cost_currency, ${sums}
    FROM cost_allocation WHERE ${rows} GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (month, agent_id, connection_id, sale_currency, basis, cost_currency) ${add}`;
  await rollUpSales(tx, Prisma.sql`${revenue}, ${amounts}`, rows);
}
