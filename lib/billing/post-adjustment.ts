import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import type { Tx } from '@/lib/infra/db';
import { adjustmentAccount, postTransaction, walletAccount } from '@/lib/ledger';

type Posted = {
  id: number;
  billingAccountId: number;
  amount: bigint;
  currency: string;
  reason: string;
  reference: string;
  reverses: bigint | null;
};

/** The opposite of an earlier transaction's postings. */
async function mirrored(tx: Tx, transactionId: bigint) {
  const postings = await tx.posting.findMany({
    where: { transactionId },
    include: { from: true, to: true },
    orderBy: { id: 'asc' },
  });
  const ref = ({ code, asset, billingAccountId }: (typeof postings)[number]['from']) => ({
    code,
    asset,
    ...(billingAccountId === null ? {} : { billingAccountId }),
  });
  return postings.map(({ from, to, amount }) => ({ from: ref(to), to: ref(from), amount }));
}

/**
 * Posts an adjustment or reversal to the ledger, in the caller's transaction, and returns the ledger transaction's id.
 * The reference carries the adjustment's id: it can be posted once only.
 */
export async function postAdjustment(tx: Tx, ctx: Context, adjustment: Posted): Promise<bigint> {
  const { id, billingAccountId, amount, currency, reverses } = adjustment;
  const wallet = walletAccount(billingAccountId, currency);
  const other = adjustmentAccount(currency);
  const size = amount < 0n ? -amount : amount;
  const postings =
    reverses === null
      ? [{ ...(amount > 0n ? { from: other, to: wallet } : { from: wallet, to: other }), amount: size }]
      : await mirrored(tx, reverses);
  if (postings.length === 0) throw new AppError('internal', 'There is nothing to take back.');
  const { id: transactionId } = await postTransaction(tx, ctx, {
    kind: reverses === null ? 'adjustment' : 'reversal',
    reference: `adjustment:${id}`,
    billingAccountId,
    note: reverses === null ? adjustment.reason : `${adjustment.reference}: ${adjustment.reason}`,
    reverses,
    postings,
  });
  return transactionId;
}
