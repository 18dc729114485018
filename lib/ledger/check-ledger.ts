import { db } from '@/lib/infra/db';
import { COST_RULES } from './cost-rules';
import { LEDGER_RULES } from './ledger-rules';
import { ORDER_RULES } from './order-rules';
import type { Rule } from './rule';

type LedgerProblem = { rule: string; subject: string; detail: string };
export type LedgerCheck = { ok: boolean; transactions: number; postings: number; problems: LedgerProblem[] };

type Row = { subject: string; detail: string };

/** Every rule of the books: the ledger's own, the orders', and those of what sales cost. */
const RULES: readonly Rule[] = [...LEDGER_RULES, ...ORDER_RULES, ...COST_RULES];

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
