import { Prisma } from '@/lib/infra/db';
import type { Rule } from './rule';

/** What holds between orders, blocks of bought traffic and the margin's sums. */
export const COST_RULES: readonly Rule[] = [
  {
    rule: 'What is left of a block is what was bought less what was used',
    sql: Prisma.sql`WITH used AS (
        SELECT block_id, sum(amount) AS amount, coalesce(sum(cost_micro) FILTER (WHERE basis = 'blocks'), 0) AS cost
        FROM cost_allocation WHERE block_id IS NOT NULL GROUP BY 1)
      SELECT 'block ' || b.id AS subject, b.amount || ' bought, ' || b.before_amount || ' before, ' || coalesce(u.amount, 0)
        || ' used, ' || b.remaining || ' left' AS detail
      FROM cost_block b LEFT JOIN used u ON u.block_id = b.id
      WHERE b.amount - b.before_amount - coalesce(u.amount, 0) <> b.remaining OR coalesce(u.cost, 0) > b.spent_micro LIMIT 100`,
  },
  {
    rule: 'An order is costed once, as a whole, and only when it succeeded',
    sql: Prisma.sql`WITH sums AS (
        SELECT order_id AS id, count(*) AS parts, max(no) AS last, sum(amount) AS amount, sum(gb) AS gb FROM cost_allocation GROUP BY 1)
      SELECT 'order ' || s.id AS subject, coalesce(o.status::text, 'no order') || ' of ' || coalesce(o.amount::text, 'no traffic')
        || ', costed ' || coalesce(s.amount::text, 'no traffic') || ' in ' || s.parts || ' parts' AS detail
      FROM sums s LEFT JOIN "order" o ON o.id = s.id
      WHERE o.status IS DISTINCT FROM 'succeeded' OR s.last <> s.parts
        OR s.amount IS DISTINCT FROM (CASE WHEN o.type = 'deduct' THEN -o.amount ELSE o.amount END) LIMIT 100`,
  },
  {
    rule: 'What came back of a sale is what deducts returned of it',
    sql: Prisma.sql`WITH back AS (SELECT returns AS id, -sum(amount) AS amount FROM cost_allocation WHERE returns IS NOT NULL GROUP BY 1)
      SELECT 'cost ' || coalesce(a.id, b.id) AS subject, coalesce(a.returned, 0) || ' noted, ' || coalesce(b.amount, 0) || ' returned' AS detail
      FROM (SELECT * FROM cost_allocation WHERE returned <> 0) a FULL JOIN back b ON b.id = a.id
      WHERE coalesce(a.returned, 0) <> coalesce(b.amount, 0) LIMIT 100`,
  },
  ...(['customer', 'agent'] as const).map((by): Rule => {
    const table = Prisma.raw(`margin_by_${by}`);
    const group = Prisma.raw(
      `month, agent_id, ${by === 'customer' ? 'customer_id, ' : ''}connection_id, sale_currency, basis, cost_currency`,
    );
    return {
      rule: `The margin’s sums by ${by} are the sums of what was costed`,
      sql: Prisma.sql`SELECT ${by} || ' sums of ' || month || ', connection ' || connection_id AS subject,
          'differ by ' || sum(revenue) || ' revenue, ' || sum(cost) || ' cost, ' || sum(gb) || ' GB' AS detail
        FROM (
          SELECT ${group}, sum(revenue_micro) AS revenue, sum(cost_micro) AS cost, sum(gb) AS gb, count(*) FILTER (WHERE no = 1) AS orders
          FROM cost_allocation GROUP BY ${group}
          UNION ALL SELECT ${group}, -revenue_micro, -cost_micro, -gb, -orders FROM ${table}) d
        GROUP BY ${group} HAVING sum(revenue) <> 0 OR sum(cost) <> 0 OR sum(gb) <> 0 OR sum(orders) <> 0 LIMIT 100`,
    };
  }),
  ...(['slot', 'agent'] as const).map((by): Rule => {
    const group = Prisma.raw(
      by === 'agent' ? 'agent_id, slot, connection_id, currency' : 'slot, connection_id, currency',
    );
    return {
      rule: `Sales by ${by === 'agent' ? 'agent' : 'quarter of an hour'} are the sums of what was costed`,
      sql: Prisma.sql`SELECT 'sales of ' || slot || ', connection ' || connection_id AS subject,
          'differ by ' || sum(revenue) || ' revenue, ' || sum(gb) || ' GB' AS detail
        FROM (
          SELECT agent_id, date_bin('15 minutes', settled_at, '2000-01-01 00:00:00+00') AS slot, connection_id,
            sale_currency AS currency, revenue_micro AS revenue, gb, (no = 1)::int AS orders
          FROM cost_allocation WHERE sale_currency <> ''
          UNION ALL SELECT ${by === 'agent' ? Prisma.raw('agent_id') : Prisma.raw('0')}, slot, connection_id, currency,
            -revenue_micro, -gb, -orders FROM ${Prisma.raw(`sales_by_${by}`)}) d
        GROUP BY ${group} HAVING sum(revenue) <> 0 OR sum(gb) <> 0 OR sum(orders) <> 0 LIMIT 100`,
    };
  }),
];
