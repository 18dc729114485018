import { db, Prisma } from '@/lib/infra/db';

export type LedgerProblem = { rule: string; subject: string; detail: string };
export type LedgerCheck = { ok: boolean; transactions: number; postings: number; problems: LedgerProblem[] };

type Row = { subject: string; detail: string };

/** Each rule is one query that returns what breaks it (at most 100 rows). */
const RULES: { rule: string; sql: Prisma.Sql }[] = [
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
    sql: Prisma.sql`WITH effect AS (
        SELECT t.id, t.billing_account_id, t.balance_after,
          coalesce((SELECT sum(CASE WHEN d.billing_account_id IS NOT NULL THEN p.amount ELSE 0 END)
                         - sum(CASE WHEN s.billing_account_id IS NOT NULL THEN p.amount ELSE 0 END)
            FROM posting p JOIN ledger_account s ON s.id = p.source JOIN ledger_account d ON d.id = p.destination
            WHERE p.transaction_id = t.id), 0) AS change
        FROM ledger_transaction t WHERE t.billing_account_id IS NOT NULL),
      chain AS (SELECT *, coalesce(lag(balance_after) OVER (PARTITION BY billing_account_id ORDER BY id), 0) AS before FROM effect)
      SELECT 'transaction ' || id AS subject, before || ' + ' || change || ' is not ' || balance_after AS detail
      FROM chain WHERE before + change <> balance_after LIMIT 100`,
  },
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
];

/** Proves every ledger invariant from the rows themselves. Reads one consistent snapshot. */
export async function checkLedger(): Promise<LedgerCheck> {
  return db().$transaction(
    async (tx) => {
      const problems: LedgerProblem[] = [];
      for (const { rule, sql } of RULES) {
        for (const row of await tx.$queryRaw<Row[]>(sql)) problems.push({ rule, ...row });
      }
      const transactions = await tx.ledgerTransaction.count();
      const postings = await tx.posting.count();
      return { ok: problems.length === 0, transactions, postings, problems };
    },
    { isolationLevel: 'RepeatableRead', timeout: 600_000, maxWait: 30_000 },
  );
}
