import { Prisma, type Tx } from '@/lib/infra/db';

/** Adds the rows of cost_allocation that `rows` picks to the margin's sums, or takes them off again. */
export async function rollUp(tx: Tx, sign: 1 | -1, rows: Prisma.Sql): Promise<void> {
  const sums = Prisma.sql`(${sign} * sum(revenue_micro))::bigint, (${sign} * sum(cost_micro))::bigint,
    (${sign} * sum(gb))::bigint, (${sign} * count(*) FILTER (WHERE no = 1))::int`;
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
}
