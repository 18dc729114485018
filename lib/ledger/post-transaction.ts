import { actorKey, type Context } from '@/lib/core/actor';
import { canonicalJson } from '@/lib/core/canonical-json';
import { AppError } from '@/lib/core/errors';
import { sha256 } from '@/lib/infra/crypto';
import { Prisma, type Tx } from '@/lib/infra/db';
import { type AccountRef, accountIds } from './accounts';

export type TransactionKind = 'payment' | 'adjustment' | 'hold' | 'release' | 'sale' | 'reversal' | 'stock';

export type PostingInput = { from: AccountRef; to: AccountRef; amount: bigint };

export type TransactionInput = {
  kind: TransactionKind;
  /** Unique: the same reference and input again is the same transaction; with another input it is an error. */
  reference: string;
  postings: PostingInput[];
  billingAccountId?: number | null;
  orderId?: number | null;
  note?: string | null;
  reverses?: bigint | null;
};

export type PostedTransaction = { id: bigint; repeated: boolean };

/** Change of a billing account's two cached balances by a set of postings. */
function balanceChange(input: TransactionInput): { wallet: bigint; held: bigint } {
  let wallet = 0n;
  let held = 0n;
  for (const { from, to, amount } of input.postings) {
    if (from.code.startsWith('wallet:')) wallet -= amount;
    if (to.code.startsWith('wallet:')) wallet += amount;
    if (from.code.startsWith('hold:')) held -= amount;
    if (to.code.startsWith('hold:')) held += amount;
  }
  return { wallet, held };
}

function assertPostings(input: TransactionInput): void {
  if (input.postings.length === 0) throw new AppError('internal', 'A transaction needs postings.');
  for (const { from, to, amount } of input.postings) {
    if (amount <= 0n) throw new AppError('internal', 'A posting needs a positive amount.');
    if (from.asset !== to.asset) throw new AppError('internal', 'A posting moves one asset.');
    for (const ref of [from, to]) {
      if (ref.billingAccountId !== undefined && ref.billingAccountId !== input.billingAccountId) {
        throw new AppError('internal', 'A transaction touches one billing account.');
      }
    }
  }
}

/**
 * Posts a transaction inside the caller's database transaction. The billing account's row is locked first, so that
 * postings of one account follow one another and `balanceAfter` is exact. Throws `conflict` when the reference was used with another input.
 */
export async function postTransaction(tx: Tx, ctx: Context, input: TransactionInput): Promise<PostedTransaction> {
  assertPostings(input);
  const inputHash = sha256(canonicalJson({ ...input, note: null }));
  const change = balanceChange(input);
  let balanceAfter: bigint | null = null;
  if (input.billingAccountId) {
    const [row] = await tx.$queryRaw<{ balance: bigint }[]>(Prisma.sql`
      UPDATE billing_account SET wallet = wallet + ${change.wallet}, held = held + ${change.held}
      WHERE id = ${input.billingAccountId} RETURNING wallet + held AS balance`);
    if (!row) throw new AppError('internal', 'The billing account does not exist.');
    balanceAfter = row.balance;
  }
  const earlier = await tx.ledgerTransaction.findUnique({
    where: { reference: input.reference },
    select: { id: true, inputHash: true },
  });
  if (earlier) {
    if (earlier.inputHash !== inputHash) {
      throw new AppError('conflict', 'This reference was used before for something else.', {
        internal: input.reference,
      });
    }
    await undoChange(tx, input, change);
    return { id: earlier.id, repeated: true };
  }
  const ids = await accountIds(
    tx,
    input.postings.flatMap(({ from, to }) => [from, to]),
  );
  const { id } = await tx.ledgerTransaction.create({
    data: {
      at: ctx.now(),
      kind: input.kind,
      reference: input.reference,
      inputHash,
      billingAccountId: input.billingAccountId ?? null,
      orderId: input.orderId ?? null,
      balanceAfter,
      reverses: input.reverses ?? null,
      note: input.note ?? null,
      actor: actorKey(ctx.actor),
    },
    select: { id: true },
  });
  await tx.posting.createMany({
    data: input.postings.map(({ from, to, amount }) => ({
      transactionId: id,
      source: idOf(ids, from),
      destination: idOf(ids, to),
      asset: from.asset,
      amount,
    })),
  });
  return { id, repeated: false };
}

function idOf(ids: Map<string, number>, ref: AccountRef): number {
  const id = ids.get(ref.code);
  if (id === undefined) throw new AppError('internal', 'A ledger account is missing.', { internal: ref.code });
  return id;
}

async function undoChange(tx: Tx, input: TransactionInput, change: { wallet: bigint; held: bigint }): Promise<void> {
  if (!input.billingAccountId) return;
  await tx.billingAccount.update({
    where: { id: input.billingAccountId },
    data: { wallet: { decrement: change.wallet }, held: { decrement: change.held } },
    select: { id: true },
  });
}
