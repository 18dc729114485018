import { Prisma } from '@/lib/infra/db';
import type { Rule } from './rule';

/** What holds in the ledger by itself, worked out from the postings. */
export const LEDGER_RULES: readonly Rule[] = [
  {
    rule: 'A posting moves an asset between two accounts of that asset',
    sql: Prisma.sql`SELECT 'posting ' || p.id AS subject, p.asset || ' from ' || s.code || ' to ' || d.code AS detail
      FROM posting p JOIN ledger_account s ON s.id = p.source JOIN ledger_account d ON d.id = p.destination
      WHERE p.asset <> s.asset OR p.asset <> d.asset OR p.amount <= 0 LIMIT 100`,
  },
  {
    rule: 'A transaction has postings',
    sql: Prisma.sql`SELECT 'transaction ' || t.id AS subject, t.reference AS detail FROM ledger_transaction t
      WHERE NOT EXISTS (SELECT 1 FROM posting p WHERE p.transaction_id = t.id) LIMIT 100`,
  },
  {
    rule: 'A cached wallet and hold equal the sums of their postings',
    sql: Prisma.sql`WITH moved AS (
        SELECT account, sum(amount) AS amount FROM (
          SELECT destination AS account, amount FROM posting UNION ALL SELECT source, -amount FROM posting
        ) m GROUP BY account),
      sums AS (
        SELECT a.billing_account_id AS id,
          coalesce(sum(m.amount) FILTER (WHERE a.code LIKE 'wallet:%'), 0) AS wallet,
          coalesce(sum(m.amount) FILTER (WHERE a.code LIKE 'hold:%'), 0) AS held
        FROM ledger_account a JOIN moved m ON m.account = a.id
        WHERE a.billing_account_id IS NOT NULL GROUP BY 1)
      SELECT 'billing account ' || b.id AS subject,
        'cached ' || b.wallet || ' / ' || b.held || ', postings ' || coalesce(s.wallet, 0) || ' / ' || coalesce(s.held, 0) AS detail
      FROM billing_account b LEFT JOIN sums s ON s.id = b.id
      WHERE b.wallet <> coalesce(s.wallet, 0) OR b.held <> coalesce(s.held, 0) LIMIT 100`,
  },
  {
    rule: 'A running balance is the one before plus the transaction’s effect',
    // Summed once and joined: looked up for each transaction, it took three times as long.
    sql: Prisma.sql`WITH effect AS (
        SELECT t.id, t.billing_account_id, t.balance_after, coalesce(m.change, 0) AS change FROM ledger_transaction t
        LEFT JOIN (
          SELECT p.transaction_id AS id, sum(CASE WHEN d.billing_account_id IS NOT NULL THEN p.amount ELSE 0 END
            - CASE WHEN s.billing_account_id IS NOT NULL THEN p.amount ELSE 0 END) AS change
          FROM posting p JOIN ledger_account s ON s.id = p.source JOIN ledger_account d ON d.id = p.destination
          WHERE s.billing_account_id IS NOT NULL OR d.billing_account_id IS NOT NULL GROUP BY 1) m ON m.id = t.id
        WHERE t.billing_account_id IS NOT NULL),
      chain AS (SELECT *, coalesce(lag(balance_after) OVER (PARTITION BY billing_account_id ORDER BY id), 0) AS before FROM effect)
      SELECT 'transaction ' || id AS subject, before || ' + ' || change || ' is not ' || balance_after AS detail
      FROM chain WHERE before + change <> balance_after LIMIT 100`,
  },
  {
    rule: 'A transaction touches the accounts of its own billing account only',
    sql: Prisma.sql`SELECT 'transaction ' || t.id AS subject, s.code || ' to ' || d.code AS detail
      FROM posting p JOIN ledger_transaction t ON t.id = p.transaction_id
      JOIN ledger_account s ON s.id = p.source JOIN ledger_account d ON d.id = p.destination
      WHERE coalesce(s.billing_account_id, t.billing_account_id) IS DISTINCT FROM t.billing_account_id
        OR coalesce(d.billing_account_id, t.billing_account_id) IS DISTINCT FROM t.billing_account_id LIMIT 100`,
  },
  {
    rule: 'A transaction does what its kind says',
    sql: Prisma.sql`SELECT 'transaction ' || t.id AS subject, t.kind || ': ' || s.code || ' to ' || d.code AS detail
      FROM posting p JOIN ledger_transaction t ON t.id = p.transaction_id
      JOIN ledger_account s ON s.id = p.source JOIN ledger_account d ON d.id = p.destination,
        LATERAL (SELECT split_part(s.code, ':', 1) || '>' || split_part(d.code, ':', 1) AS way) w
      WHERE NOT coalesce(CASE t.kind WHEN 'hold' THEN w.way = 'wallet>hold' WHEN 'sale' THEN w.way = 'hold>revenue'
          OR (w.way = 'hold>wallet' AND EXISTS (SELECT FROM "order" o WHERE o.id = t.order_id AND o.delivered IS NOT NULL))
        WHEN 'release' THEN w.way = 'hold>wallet' WHEN 'payment' THEN w.way = 'payments>wallet'
        WHEN 'adjustment' THEN w.way IN ('wallet>adjustments', 'adjustments>wallet')
        WHEN 'stock' THEN w.way IN ('stock>sold', 'sold>stock') WHEN 'reversal' THEN t.reverses IS NOT NULL END, false) LIMIT 100`,
  },
  {
    rule: 'A reversal is the opposite of what it reverses, once',
    sql: Prisma.sql`WITH moves AS (
        SELECT t.id, t.reverses, p.source, p.destination, p.asset, p.amount FROM ledger_transaction t
        JOIN posting p ON p.transaction_id = t.id WHERE t.reverses IS NOT NULL)
      SELECT 'transaction ' || m.id AS subject, 'nothing of transaction ' || m.reverses || ' is its opposite' AS detail
      FROM moves m WHERE NOT EXISTS (SELECT FROM posting o WHERE o.transaction_id = m.reverses AND o.source = m.destination
        AND o.destination = m.source AND o.asset = m.asset AND o.amount = m.amount)
      UNION ALL SELECT 'transaction ' || reverses, 'reversed ' || count(*) || ' times' FROM ledger_transaction
      WHERE reverses IS NOT NULL GROUP BY reverses HAVING count(*) > 1 LIMIT 100`,
  },
  {
    rule: 'A payment and an adjustment are in the ledger with their amounts',
    sql: Prisma.sql`WITH effect AS (
        SELECT t.id, t.billing_account_id, sum(CASE WHEN d.code LIKE 'wallet:%' THEN p.amount ELSE 0 END
          - CASE WHEN s.code LIKE 'wallet:%' THEN p.amount ELSE 0 END) AS change
        FROM ledger_transaction t JOIN posting p ON p.transaction_id = t.id
        JOIN ledger_account s ON s.id = p.source JOIN ledger_account d ON d.id = p.destination
        WHERE t.kind IN ('payment', 'adjustment', 'reversal') GROUP BY t.id),
      entry AS (
        SELECT 'payment ' || id AS subject, billing_account_id, amount, transaction_id FROM payment
        UNION ALL SELECT 'adjustment ' || id, billing_account_id, amount, transaction_id FROM adjustment WHERE status = 'posted')
      SELECT n.subject, n.amount || ', in the ledger ' || coalesce(e.change::text, 'nothing') AS detail
      FROM entry n LEFT JOIN effect e ON e.id = n.transaction_id
      WHERE e.change IS DISTINCT FROM n.amount OR e.billing_account_id IS DISTINCT FROM n.billing_account_id LIMIT 100`,
  },
];
