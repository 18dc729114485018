import { actorKey, type Context } from '@/lib/core/actor';
import { canonicalJson } from '@/lib/core/canonical-json';
import { AppError } from '@/lib/core/errors';
import { latestBelievable } from '@/lib/infra/clock';
import { sha256 } from '@/lib/infra/crypto';
import { Prisma } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';
import { type AccountRef, makeAccounts } from './accounts';

type TransactionKind = 'payment' | 'adjustment' | 'hold' | 'release' | 'sale' | 'reversal' | 'stock';

type PostingInput = { from: AccountRef; to: AccountRef; amount: bigint };

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

/** `available` is the wallet plus its credit limit after it; null where no billing account is touched, or when repeated. */
export type PostedTransaction = { id: bigint; repeated: boolean; available: bigint | null };

type Change = { wallet: bigint; held: bigint };

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

/** Locks the account's row until the transaction ends. */
async function lockAccount(tx: SqlRunner, id: number): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM billing_account WHERE id = ${id} FOR NO KEY UPDATE`;
  if (rows.length === 0) throw new AppError('internal', 'The billing account does not exist.');
}

/** `effect`: on the account's wallet and hold together, of this entry and of those before it. */
type Entry = TransactionInput & { inputHash: string; effect: bigint };
type Written = { reference: string; id: bigint; input_hash: string | null; available: bigint | null };

/** All entries of one call, and what they do together to the billing account that they touch. */
type Batch = { entries: Entry[]; accounts: AccountRef[]; accountId: number | null; change: Change };

function entryCtes(ctx: Context, entry: Entry, index: number, total: bigint): Prisma.Sql {
  const made = Prisma.raw(`t${index}`);
  const postings = entry.postings.map(
    ({ from, to, amount }, no) => Prisma.sql`, ${Prisma.raw(`p${index}_${no}`)} AS (
      INSERT INTO posting (transaction_id, source, destination, asset, amount)
      SELECT t.id, s.id, d.id, ${from.asset}::text, ${amount}::bigint
      FROM ${made} t, ledger_account s, ledger_account d WHERE s.code = ${from.code} AND d.code = ${to.code})`,
  );
  const balance =
    entry.billingAccountId == null
      ? Prisma.sql`NULL::bigint`
      : Prisma.sql`account.balance + ${entry.effect - total}::bigint`;
  // Joined, not looked up: the number of a transaction is drawn after its account is locked, so that they run in one order.
  const source = entry.billingAccountId == null ? Prisma.sql`allowed` : Prisma.sql`allowed, account`;
  // Its instant, too: whoever waited for the lock has an earlier one than who went before.
  const at = entry.billingAccountId == null ? Prisma.sql`${ctx.now()}::timestamptz` : Prisma.sql`account.posted_at`;
  return Prisma.sql`, ${made} AS (
      INSERT INTO ledger_transaction
        (at, kind, reference, input_hash, billing_account_id, order_id, balance_after, reverses, note, actor)
      SELECT ${at}, ${entry.kind}::text, ${entry.reference}::text, ${entry.inputHash}::text,
        ${entry.billingAccountId ?? null}::int, ${entry.orderId ?? null}::int, ${balance},
        ${entry.reverses ?? null}::bigint, ${entry.note ?? null}::text, ${actorKey(ctx.actor)}::text
      FROM ${source} RETURNING reference, id)${Prisma.join(postings, '')}`;
}

/**
 * Parts of a statement that writes the entries with their postings and the account's cached balances: all of it, or nothing
 * where a reference was used before or an account is not there. `rows` selects what was written, and what was there before
 * (with its hash).
 */
function partsOf(
  ctx: Context,
  { entries, accounts, accountId, change }: Batch,
  after: string | null = null,
): { ctes: Prisma.Sql; rows: Prisma.Sql } {
  const codes = [...new Set(accounts.map(({ code }) => code))];
  const references = entries.map(({ reference }) => reference);
  const now = Prisma.sql`${ctx.now()}::timestamptz`;
  // Dated by a clock that was ahead, which does not date what others post after it.
  const isAhead = Prisma.sql`posted_at > ${latestBelievable(ctx.now())}::timestamptz`;
  const account =
    accountId === null
      ? Prisma.empty
      : Prisma.sql`, account AS (
          UPDATE billing_account SET wallet = wallet + ${change.wallet}::bigint, held = held + ${change.held}::bigint,
            posted_at = CASE WHEN ${isAhead} THEN ${now} ELSE greatest(${now}, posted_at) END,
            dated_in_order = dated_in_order AND ${isAhead} IS NOT TRUE
          WHERE id = ${accountId} AND EXISTS (SELECT FROM allowed)
          RETURNING wallet + held AS balance, wallet + credit_limit AS available, posted_at)`;
  const available = accountId === null ? Prisma.sql`NULL::bigint` : Prisma.sql`(SELECT available FROM account)`;
  const made = entries.map(
    (_, index) => Prisma.sql` UNION ALL SELECT reference, id, NULL, ${available} FROM ${Prisma.raw(`t${index}`)}`,
  );
  const ctes = Prisma.sql`
    earlier AS (SELECT reference, id, input_hash FROM ledger_transaction WHERE reference = ANY (${references}::text[])),
    allowed AS (
      SELECT 1 WHERE NOT EXISTS (SELECT FROM earlier)
        AND (SELECT count(*) FROM ledger_account WHERE code = ANY (${codes}::text[])) = ${codes.length}::int
        ${after === null ? Prisma.empty : Prisma.sql`AND (SELECT count(*) FROM ${Prisma.raw(after)}) >= 0`})${account}
    ${Prisma.join(
      entries.map((entry, index) => entryCtes(ctx, entry, index, change.wallet + change.held)),
      '',
    )}`;
  const rows = Prisma.sql`
    SELECT reference, id, input_hash, NULL::bigint AS available FROM earlier${Prisma.join(made, '')}`;
  return { ctes, rows };
}

function writeEntries(tx: SqlRunner, ctx: Context, batch: Batch): Promise<Written[]> {
  const { ctes, rows } = partsOf(ctx, batch);
  return tx.$queryRaw<Written[]>(Prisma.sql`WITH ${ctes} ${rows}`);
}

function batchOf(inputs: TransactionInput[]): Batch {
  for (const input of inputs) assertPostings(input);
  const touched = inputs.filter(({ billingAccountId }) => billingAccountId != null);
  const [accountId = null, ...others] = new Set(touched.map(({ billingAccountId }) => billingAccountId ?? 0));
  if (others.length > 0) throw new AppError('internal', 'Transactions made at once touch one billing account.');
  let effect = 0n;
  const entries = inputs.map((input): Entry => {
    const { wallet, held } = balanceChange(input.postings);
    effect += wallet + held;
    return { ...input, inputHash: sha256(canonicalJson({ ...input, note: null })), effect };
  });
  return {
    entries,
    accounts: inputs.flatMap(({ postings }) => postings.flatMap(({ from, to }) => [from, to])),
    accountId,
    change: balanceChange(touched.flatMap(({ postings }) => postings)),
  };
}

function assertSameInput(entry: Entry, earlier: Written): void {
  if (entry.inputHash === earlier.input_hash) return;
  throw new AppError('conflict', 'This reference was used before for something else.', { internal: entry.reference });
}

/** What was posted, by the order of the entries. Throws `conflict` for a reference that was used with another input. */
function resultOf(batch: Batch, written: Written[]): PostedTransaction[] {
  return batch.entries.map((entry) => {
    const row = written.find(({ reference }) => reference === entry.reference);
    if (!row) throw new AppError('conflict', 'Some of these were posted before.', { internal: entry.reference });
    const repeated = row.input_hash !== null;
    if (repeated) assertSameInput(entry, row);
    return { id: row.id, repeated, available: row.available };
  });
}

/** Posts where an account was not there: makes it first. */
async function postWithAccounts(tx: SqlRunner, ctx: Context, batch: Batch): Promise<PostedTransaction[]> {
  await makeAccounts(tx, batch.accounts);
  return resultOf(batch, await writeEntries(tx, ctx, batch));
}

/**
 * Posts transactions of at most one billing account inside the caller's database transaction, all of them or none, in one
 * statement. Its update locks the account's row, so that postings of one account follow one another and `balanceAfter` is
 * exact. The caller holds what its references are made of (the order's row, say), so that nobody else posts them at this
 * moment. Throws `conflict` when a reference was used with another input.
 */
export async function postTransactions(
  tx: SqlRunner,
  ctx: Context,
  inputs: TransactionInput[],
): Promise<PostedTransaction[]> {
  const batch = batchOf(inputs);
  const written = await writeEntries(tx, ctx, batch);
  return written.length > 0 ? resultOf(batch, written) : postWithAccounts(tx, ctx, batch);
}

/** A row of a statement with `postingParts`. */
export type PostingRow = { [Key in keyof Written]: Written[Key] | null };

/**
 * The same inside the caller's own statement `WITH <ctes> SELECT …, w.reference, w.id, w.input_hash, w.available FROM <rows>`,
 * where `rows` has at least one row. `finish` takes the rows and must be called: it makes accounts that were not there.
 * The names `earlier`, `allowed`, `account`, `t…` and `p…` are taken. `after`: a part of that statement whose rows are locked
 * before the billing account's, as they are where accounts have to be made first; else the two ways would wait for each other.
 */
export function postingParts(ctx: Context, inputs: TransactionInput[], after: string | null = null) {
  const batch = batchOf(inputs);
  const { ctes, rows } = partsOf(ctx, batch, after);
  return {
    ctes,
    rows: Prisma.sql`(SELECT 1) one LEFT JOIN (${rows}) w ON true`,
    finish: async (tx: SqlRunner, found: PostingRow[]): Promise<PostedTransaction[]> => {
      const written = found.flatMap(({ reference, id, ...rest }) =>
        reference === null || id === null ? [] : [{ reference, id, ...rest }],
      );
      return written.length > 0 ? resultOf(batch, written) : postWithAccounts(tx, ctx, batch);
    },
  };
}

/**
 * Posts one transaction, from whoever and at any moment: the billing account's row is locked first, and the same reference
 * and input again is the first one, `repeated`. Throws `conflict` when the reference was used with another input.
 */
export async function postTransaction(
  tx: SqlRunner,
  ctx: Context,
  input: TransactionInput,
): Promise<PostedTransaction> {
  if (input.billingAccountId) await lockAccount(tx, input.billingAccountId);
  const [posted] = await postTransactions(tx, ctx, [input]);
  if (!posted) throw new AppError('internal', 'Nothing was posted.');
  return posted;
}
