import { Prisma } from '@/lib/infra/db';
import type { Rule } from './rule';

/** What holds between the orders and their postings. */
export const ORDER_RULES: readonly Rule[] = [
  {
    rule: 'An order’s postings fit its state',
    sql: Prisma.sql`WITH sums AS (
        SELECT t.order_id AS id, count(*) FILTER (WHERE t.kind = 'hold') AS holds,
          count(*) FILTER (WHERE t.kind = 'sale') AS sales, count(*) FILTER (WHERE t.kind = 'release') AS releases
        FROM ledger_transaction t WHERE t.order_id IS NOT NULL GROUP BY 1)
      SELECT 'order ' || o.id AS subject, o.status || ': ' || coalesce(s.holds, 0) || ' holds, ' || coalesce(s.sales, 0)
        || ' sales, ' || coalesce(s.releases, 0) || ' releases' AS detail
      FROM "order" o LEFT JOIN sums s ON s.id = o.id
      WHERE o.billing_account_id IS NOT NULL AND o.price_minor > 0 AND o.type <> 'deduct' AND (
        coalesce(s.holds, 0) <> 1
        OR coalesce(s.sales, 0) <> (CASE WHEN o.status = 'succeeded' THEN 1 ELSE 0 END)
        OR coalesce(s.releases, 0) <> (CASE WHEN o.status IN ('rejected', 'cancelled') THEN 1 ELSE 0 END)) LIMIT 100`,
  },
  {
    rule: 'An order’s postings move its price, in its billing account',
    sql: Prisma.sql`WITH sums AS (
        SELECT t.order_id AS id, min(t.billing_account_id) AS payer, max(t.billing_account_id) AS other_payer,
          min(p.asset) AS asset, max(p.asset) AS other_asset,
          coalesce(sum(p.amount) FILTER (WHERE t.kind = 'hold'), 0) AS held,
          coalesce(sum(p.amount) FILTER (WHERE t.kind IN ('sale', 'release')), 0) AS settled,
          coalesce(sum(p.amount) FILTER (WHERE t.kind = 'sale' AND d.code LIKE 'revenue:%'), 0) AS sold
        FROM ledger_transaction t JOIN posting p ON p.transaction_id = t.id JOIN ledger_account d ON d.id = p.destination
        WHERE t.order_id IS NOT NULL AND t.kind IN ('hold', 'sale', 'release') GROUP BY 1)
      SELECT 'order ' || o.id AS subject, 'price ' || coalesce(o.price_minor::text, 'none') || ', held ' || s.held || ', settled '
        || s.settled || ' ' || s.asset AS detail
      FROM sums s JOIN "order" o ON o.id = s.id
      WHERE o.price_minor IS DISTINCT FROM (CASE WHEN o.delivered IS NULL THEN s.held::bigint
          ELSE (2 * s.held::bigint * o.delivered + o.quantity) / (2 * o.quantity) END)
        OR s.sold <> (CASE WHEN o.status = 'succeeded' THEN o.price_minor ELSE 0 END) OR s.payer IS DISTINCT FROM o.billing_account_id OR s.other_payer <> s.payer
        OR s.asset <> s.other_asset OR split_part(s.asset, '/', 1) IS DISTINCT FROM o.currency
        OR s.settled <> (CASE WHEN o.status IN ('succeeded', 'rejected', 'cancelled') THEN s.held ELSE 0 END) LIMIT 100`,
  },
  {
    rule: 'Traffic leaves our stock once for each order that succeeded, and for no other',
    sql: Prisma.sql`WITH moved AS (
        SELECT t.order_id AS id, count(*) AS times, sum(CASE WHEN d.code LIKE 'sold:%' THEN p.amount ELSE -p.amount END) AS amount,
          min(p.asset) AS asset, min(split_part(s.code, ':', 2)) AS connection
        FROM ledger_transaction t JOIN posting p ON p.transaction_id = t.id
        JOIN ledger_account s ON s.id = p.source JOIN ledger_account d ON d.id = p.destination
        WHERE t.kind = 'stock' AND t.order_id IS NOT NULL GROUP BY 1)
      SELECT 'order ' || coalesce(o.id, m.id) AS subject, coalesce(o.status::text, 'no order') || ' of '
        || coalesce(o.amount::text, 'no traffic') || ', moved ' || coalesce(m.amount::text, 'nothing') AS detail
      FROM (SELECT * FROM "order" WHERE status = 'succeeded' AND amount IS NOT NULL AND reference NOT LIKE 'synthetic-%') o
      FULL JOIN moved m ON m.id = o.id
      WHERE o.id IS NULL OR m.id IS NULL OR m.times <> 1 OR m.asset <> o.asset OR m.connection <> o.connection_id::text
        OR m.amount <> (CASE WHEN o.type = 'deduct' THEN -o.amount ELSE o.amount END) LIMIT 100`,
  },
];
