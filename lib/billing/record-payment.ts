import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { canonicalJson } from '@/lib/core/canonical-json';
import { AppError, notFound } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { sha256 } from '@/lib/infra/crypto';
import { inTransaction, type Tx } from '@/lib/infra/db';
import { claimIdempotencyKey } from '@/lib/infra/idempotency';
import { paymentAccount, postTransaction, walletAccount } from '@/lib/ledger';
import { reversalsOf } from './adjustment-row';
import type { PaymentDto, PaymentInput } from './schemas';

type Target = { agentId: number } | { billingAccountId: number };

async function lockTarget(tx: Tx, target: Target): Promise<{ id: number; currency: string; agentId: number | null }> {
  const account = await tx.billingAccount.findFirst({
    where: 'agentId' in target ? { agent: { id: target.agentId } } : { id: target.billingAccountId },
    select: { id: true, currency: true, agent: { select: { id: true } } },
  });
  if (!account) throw notFound('agentId' in target ? 'The agent' : 'The billing account');
  // Locked before the reference is looked up, so that the same payment entered twice at once is one payment.
  await tx.$queryRaw`SELECT id FROM billing_account WHERE id = ${account.id} FOR NO KEY UPDATE`;
  return { id: account.id, currency: account.currency, agentId: account.agent?.id ?? null };
}

/** A payment as callers see it. */
export function paymentDto(row: {
  id: number;
  billingAccountId: number;
  amount: bigint;
  currency: string;
  method: string;
  reference: string;
  note: string | null;
  at: Date;
  reversal?: PaymentDto['reversal'];
}): PaymentDto {
  return {
    id: String(row.id),
    billingAccountId: String(row.billingAccountId),
    amount: formatMoney({ minor: row.amount, currency: row.currency }),
    method: row.method,
    reference: row.reference,
    note: row.note,
    at: row.at.toISOString(),
    reversal: row.reversal ?? null,
  };
}

async function readPayment(tx: Tx, id: number): Promise<PaymentDto> {
  const row = await tx.payment.findUniqueOrThrow({ where: { id } });
  const reversals = await reversalsOf(tx, [row.transactionId]);
  return paymentDto({ ...row, reversal: reversals.get(row.transactionId) ?? null });
}

/**
 * Credits a wallet. The reference is unique in its account: the same payment again is the first one (`created` false), the
 * same reference with another amount is a `conflict`. With `idempotencyKey` a repeated call is the first one, too.
 */
export async function recordPayment(
  ctx: Context,
  target: Target,
  input: PaymentInput,
  options: { idempotencyKey: string },
): Promise<{ payment: PaymentDto; created: boolean }> {
  requireRole(ctx.actor, 'admin');
  if (input.amount.minor <= 0n) {
    const message = 'A payment is more than 0. Correct a mistake with an adjustment.';
    throw new AppError('invalid_input', message, { fields: [{ path: 'amount.amount', message }] });
  }
  return inTransaction(async (tx) => {
    const account = await lockTarget(tx, target);
    if (input.amount.currency !== account.currency) {
      const message = `This wallet is in ${account.currency}.`;
      throw new AppError('invalid_input', message, { fields: [{ path: 'amount.currency', message }] });
    }
    const claim = await claimIdempotencyKey(tx, {
      caller: actorKey(ctx.actor),
      key: options.idempotencyKey,
      bodyHash: sha256(canonicalJson({ account: account.id, ...input })),
      resource: 'payment',
      now: ctx.now(),
    });
    if (!claim.isNew) {
      return { payment: await readPayment(tx, claim.id), created: false };
    }
    const earlier = await tx.payment.findUnique({
      where: { billingAccountId_reference: { billingAccountId: account.id, reference: input.reference } },
    });
    if (earlier) {
      if (earlier.amount !== input.amount.minor) {
        throw new AppError('conflict', `Payment ${input.reference} was entered before with another amount.`);
      }
      const payment = await readPayment(tx, earlier.id);
      if (payment.reversal?.status === 'posted') {
        const message = `Payment ${input.reference} was entered and reversed. Use another reference.`;
        throw new AppError('conflict', message, { fields: [{ path: 'reference', message }] });
      }
      // The key now stands for the payment that exists.
      await tx.idempotencyKey.update({
        where: { caller_key: { caller: actorKey(ctx.actor), key: options.idempotencyKey } },
        data: { resourceId: earlier.id },
      });
      return { payment, created: false };
    }
    const transaction = await postTransaction(tx, ctx, {
      kind: 'payment',
      reference: `payment:${claim.id}`,
      billingAccountId: account.id,
      note: input.reference,
      postings: [
        {
          from: paymentAccount(input.method, account.currency),
          to: walletAccount(account.id, account.currency),
          amount: input.amount.minor,
        },
      ],
    });
    const payment = await tx.payment.create({
      data: {
        id: claim.id,
        billingAccountId: account.id,
        amount: input.amount.minor,
        currency: account.currency,
        method: input.method,
        reference: input.reference,
        note: input.note ?? null,
        transactionId: transaction.id,
        madeBy: actorKey(ctx.actor),
        at: ctx.now(),
      },
    });
    await recordAudit(tx, ctx, {
      action: 'payment.recorded',
      entity: 'payment',
      entityId: payment.id,
      agentId: account.agentId,
      after: { amount: input.amount.minor, currency: account.currency, reference: input.reference },
    });
    return { payment: paymentDto(payment), created: true };
  });
}
