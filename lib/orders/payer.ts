import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { gbText } from '@/lib/core/wire';
import { Prisma } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';
import {
  holdAccount,
  type PostedTransaction,
  type PostingRow,
  postingParts,
  postTransactions,
  type TransactionInput,
  walletAccount,
} from '@/lib/ledger';

type Payer = {
  billingAccountId: number;
  currency: string;
  approvalAboveGb: bigint | null;
  dailyCapGb: bigint | null;
};

/** Whom an order is for, as it was found before its transaction. */
type Owners = { accountId: number | null; customerId: number | null; agentId: number | null };

/** An account, or its customer, was given to somebody else since the order's target was found. */
export class TargetMoved extends AppError {
  constructor() {
    super('conflict', 'This account was given to somebody else at this moment. Try again.', { retryable: true });
  }
}

/**
 * Owners as they were found, and that they stay so: their rows are locked against who gives them away (`FOR UPDATE`), and
 * against nobody else.
 */
function stillOwned({ accountId, customerId, agentId }: Owners): {
  join: Prisma.Sql;
  where: Prisma.Sql;
  lock: Prisma.Sql;
} {
  const where = Prisma.sql`c.id = ${customerId} AND c.agent_id IS NOT DISTINCT FROM ${agentId}::int`;
  if (accountId === null) return { join: Prisma.empty, where, lock: Prisma.sql`FOR KEY SHARE OF c` };
  const join = Prisma.sql`JOIN upstream_account ua ON ua.id = ${accountId} AND ua.customer_id = c.id`;
  return { join, where, lock: Prisma.sql`FOR KEY SHARE OF c, ua` };
}

/** Nobody pays: because nobody owns the account, or its owner has no wallet. Throws `TargetMoved` where that has changed. */
async function assertNoPayer(tx: SqlRunner, target: Owners): Promise<void> {
  const { accountId, customerId } = target;
  if (accountId === null && customerId === null) return;
  const { join, where, lock } = stillOwned(target);
  const rows = await tx.$queryRaw<unknown[]>(
    customerId === null
      ? Prisma.sql`SELECT id FROM upstream_account WHERE id = ${accountId} AND customer_id IS NULL FOR KEY SHARE`
      : Prisma.sql`SELECT c.id FROM customer c ${join} WHERE ${where} AND c.agent_id IS NULL AND c.billing_account_id IS NULL ${lock}`,
  );
  if (rows.length === 0) throw new TargetMoved();
}

/**
 * Who pays, locked until the transaction ends; null where nobody does. Who an order is for is found before its transaction:
 * throws `TargetMoved` where the account or its customer has another owner by now, so that nobody pays for another one's.
 */
export async function lockPayer(tx: SqlRunner, target: Owners): Promise<Payer | null> {
  if (target.customerId !== null) {
    const { join, where, lock } = stillOwned(target);
    const [row] = await tx.$queryRaw<
      { id: number; currency: string; approval: bigint | null; cap: bigint | null }[]
    >(Prisma.sql`
      SELECT b.id, b.currency, a.approval_above_gb AS approval, a.daily_cap_gb AS cap
      FROM customer c LEFT JOIN agent a ON a.id = c.agent_id ${join}
      JOIN billing_account b ON b.id = coalesce(a.billing_account_id, c.billing_account_id)
      WHERE ${where} ${lock} FOR NO KEY UPDATE OF b`);
    if (row)
      return { billingAccountId: row.id, currency: row.currency, approvalAboveGb: row.approval, dailyCapGb: row.cap };
  }
  await assertNoPayer(tx, target);
  return null;
}

/** Throws `daily_cap_reached`. The payer's lock makes two orders of one agent wait for each other here. */
export async function assertDailyCap(
  tx: SqlRunner,
  ctx: Context,
  agentId: number,
  cap: bigint,
  gb: bigint,
): Promise<void> {
  const day = ctx.now().toISOString().slice(0, 10);
  const [row] = await tx.$queryRaw<{ gb: bigint | null }[]>(Prisma.sql`
    SELECT sum(amount_gb)::bigint AS gb FROM "order" WHERE agent_id = ${agentId} AND type = 'top_up'
      AND created_at >= ${new Date(`${day}T00:00:00Z`)} AND status NOT IN ('rejected', 'cancelled')`);
  const used = row?.gb ?? 0n;
  if (used + gb <= cap) return;
  throw new AppError(
    'daily_cap_reached',
    `Your daily limit is ${gbText(cap)} GB and ${gbText(used)} GB are ordered today. An admin can raise it.`,
  );
}

/** The hold of an order's price; none where it costs nothing. */
function holdEntries(payer: Payer, order: { id: number; minor: bigint }): TransactionInput[] {
  if (order.minor === 0n) return [];
  const { billingAccountId, currency } = payer;
  const from = walletAccount(billingAccountId, currency);
  const to = holdAccount(billingAccountId, currency);
  const reference = `order:${order.id}:hold`;
  const postings = [{ from, to, amount: order.minor }];
  return [{ kind: 'hold', reference, orderId: order.id, billingAccountId, postings }];
}

/** Throws `insufficient_funds` where wallet and credit limit do not cover a hold that was just posted. */
function assertCovered(payer: Payer, posted: PostedTransaction[]): void {
  for (const { available } of posted) {
    if (available === null) throw new AppError('internal', 'The hold was not posted.');
    if (available >= 0n) continue;
    const short = formatMoney({ minor: -available, currency: payer.currency });
    throw new AppError(
      'insufficient_funds',
      `The wallet is ${short.amount} ${short.currency} short of this order. Record a payment or raise the credit limit.`,
    );
  }
}

/** Sets the price aside for an order that the caller makes. Throws `insufficient_funds`; then its transaction has to end. */
export async function holdMoney(
  tx: SqlRunner,
  ctx: Context,
  payer: Payer,
  order: { id: number; minor: bigint },
): Promise<void> {
  const entries = holdEntries(payer, order);
  if (entries.length > 0) assertCovered(payer, await postTransactions(tx, ctx, entries));
}

/** The same as parts of the statement that writes the order; null where nothing is held. */
export function holdParts(ctx: Context, payer: Payer | null, order: { id: number; minor: bigint }) {
  const entries = payer ? holdEntries(payer, order) : [];
  if (payer === null || entries.length === 0) return null;
  const { ctes, rows, finish } = postingParts(ctx, entries);
  return {
    ctes,
    rows,
    finish: async (tx: SqlRunner, found: PostingRow[]) => assertCovered(payer, await finish(tx, found)),
  };
}
