import { actorKey, type Context } from '@/lib/core/actor';
import { canonicalJson } from '@/lib/core/canonical-json';
import { AppError } from '@/lib/core/errors';
import { sha256 } from '@/lib/infra/crypto';
import { Prisma } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';
import { type AccountRef, makeAccounts } from './accounts';

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

/** `available` is the wallet plus its credit limit after the transaction; null where no billing account is touched. */
export type PostedTransaction = { id: bigint; repeated: boolean; available: bigint | null };

type Change = { wallet: bigint; held: bigint };
type Balance = { id: number; balance: bigint; available: bigint };

/** Change of a billing account's two cached balances by a set of postings. */
function balanceChange(postings: PostingInput[]): Change {
  let wallet = 0n;
  let held = 0n;
  for (const { from, to, amount } of postings) {
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

/** Changes the cached balances, which locks the account's row until the transaction ends. */
async function changeBalance(tx: SqlRunner, id: number, { wallet, held }: Change): Promise<Balance> {
  const [row] = await tx.$queryRaw<Balance[]>`
    UPDATE billing_account SET wallet = wallet + ${wallet}, held = held + ${held}
    WHERE id = ${id} RETURNING id, wallet + held AS balance, wallet + credit_limit AS available`;
  if (!row) throw new AppError('internal', 'The billing account does not exist.');
  return row;
}

type Entry = TransactionInput & { inputHash: string; balanceAfter: bigint | null };
type Written = { reference: string; id: bigint; input_hash: string | null };

function entryCtes(ctx: Context, entry: Entry, index: number): Prisma.Sql {
  const made = Prisma.raw(`t${index}`);
  const postings = entry.postings.map(
    ({ from, to, amount }, no) => Prisma.sql`, ${Prisma.raw(`p${index}_${no}`)} AS (
      INSERT INTO posting (transaction_id, source, destination, asset, amount)
      SELECT t.id, s.id, d.id, ${from.asset}::text, ${amount}::bigint
      FROM ${made} t, ledger_account s, ledger_account d WHERE s.code = ${from.code} AND d.code = ${to.code})`,
  );
  return Prisma.sql`, ${made} AS (
      INSERT INTO ledger_transaction
        (at, kind, reference, input_hash, billing_account_id, order_id, balance_after, reverses, note, actor)
      SELECT ${ctx.now()}::timestamptz, ${entry.kind}::text, ${entry.reference}::text, ${entry.inputHash}::text,
        ${entry.billingAccountId ?? null}::int, ${entry.orderId ?? null}::int, ${entry.balanceAfter}::bigint,
        ${entry.reverses ?? null}::bigint, ${entry.note ?? null}::text, ${actorKey(ctx.actor)}::text
      WHERE (SELECT count(*) FROM known) = (SELECT cardinality(codes) FROM needed) AND NOT EXISTS (SELECT FROM earlier)
      RETURNING reference, id)${Prisma.join(postings, '')}`;
}

/**
 * Writes the entries with their postings in one statement: all of them, or none where a reference was used before or an
 * account is not there. Returns what was written and what was there before (with its hash).
 */
function writeEntries(tx: SqlRunner, ctx: Context, entries: Entry[], accounts: AccountRef[]): Promise<Written[]> {
  const codes = [...new Set(accounts.map(({ code }) => code))];
  const references = entries.map(({ reference }) => reference);
  const made = entries.map(
    (_, index) => Prisma.sql` UNION ALL SELECT reference, id, NULL FROM ${Prisma.raw(`t${index}`)}`,
  );
  return tx.$queryRaw<Written[]>(Prisma.sql`
    WITH needed AS (SELECT ${codes}::text[] AS codes),
    known AS (SELECT id FROM ledger_account WHERE code = ANY (${codes}::text[])),
    earlier AS (SELECT reference, id, input_hash FROM ledger_transaction WHERE reference = ANY (${references}::text[]))
    ${Prisma.join(
      entries.map((entry, index) => entryCtes(ctx, entry, index)),
      '',
    )}
    SELECT reference, id, input_hash FROM earlier${Prisma.join(made, '')}`);
}

function assertSameInput(entry: Entry, earlier: Written): void {
  if (entry.inputHash === earlier.input_hash) return;
  throw new AppError('conflict', 'This reference was used before for something else.', { internal: entry.reference });
}

/**
 * Posts transactions of at most one billing account inside the caller's database transaction, all of them or none. The
 * account's row is locked first, so that its postings follow one another and `balanceAfter` is exact; then one statement
 * writes the rest. Throws `conflict` when a reference was used with another input.
 */
export async function postTransactions(
  tx: SqlRunner,
  ctx: Context,
  inputs: TransactionInput[],
): Promise<PostedTransaction[]> {
  for (const input of inputs) assertPostings(input);
  const touched = inputs.filter(({ billingAccountId }) => billingAccountId != null);
  const [accountId = null, ...others] = new Set(touched.map(({ billingAccountId }) => billingAccountId ?? 0));
  if (others.length > 0) throw new AppError('internal', 'Transactions made at once touch one billing account.');
  const change = balanceChange(touched.flatMap(({ postings }) => postings));
  const account = accountId === null ? null : await changeBalance(tx, accountId, change);
  let balance = account === null ? 0n : account.balance - change.wallet - change.held;
  const entries = inputs.map((input): Entry => {
    const effect = balanceChange(input.postings);
    balance += effect.wallet + effect.held;
    const inputHash = sha256(canonicalJson({ ...input, note: null }));
    return { ...input, inputHash, balanceAfter: input.billingAccountId == null ? null : balance };
  });
  const accounts = inputs.flatMap(({ postings }) => postings.flatMap(({ from, to }) => [from, to]));
  let written = await writeEntries(tx, ctx, entries, accounts);
  if (written.length === 0) {
    await makeAccounts(tx, accounts);
    written = await writeEntries(tx, ctx, entries, accounts);
  }
  const repeated = written.some(({ input_hash }) => input_hash !== null);
  const undo = { wallet: -change.wallet, held: -change.held };
  const { available = null } = (repeated && account ? await changeBalance(tx, account.id, undo) : account) ?? {};
  return entries.map((entry) => {
    const row = written.find(({ reference }) => reference === entry.reference);
    if (!row) throw new AppError('conflict', 'Some of these were posted before.', { internal: entry.reference });
    if (repeated) assertSameInput(entry, row);
    return { id: row.id, repeated, available };
  });
}

/** Posts one transaction as `postTransactions` does; the same reference and input again is the first one, `repeated`. */
export async function postTransaction(
  tx: SqlRunner,
  ctx: Context,
  input: TransactionInput,
): Promise<PostedTransaction> {
  const [posted] = await postTransactions(tx, ctx, [input]);
  if (!posted) throw new AppError('internal', 'Nothing was posted.');
  return posted;
}
