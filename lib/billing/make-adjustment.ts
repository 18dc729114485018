import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { canonicalJson } from '@/lib/core/canonical-json';
import { AppError, notFound } from '@/lib/core/errors';
import { sha256 } from '@/lib/infra/crypto';
import { inTransaction, Prisma, type Tx } from '@/lib/infra/db';
import { claimIdempotencyKey } from '@/lib/infra/idempotency';
import { toAdjustmentDto } from './adjustment-row';
import type { AdjustmentDto, AdjustmentInput } from './adjustment-schemas';
import { keysOfPerson, lockPerson, personBehind } from './person-behind';
import { postAdjustment } from './post-adjustment';
import { adjustmentLimit } from './settings';

const DAY_MS = 86_400_000;

type LockedAccount = { id: number; currency: string; agentId: number | null };

/** The wallet, locked until the transaction ends: what is asked for twice at once is asked for one after the other. */
export async function lockAccount(tx: Tx, id: number): Promise<LockedAccount> {
  const [row] = await tx.$queryRaw<LockedAccount[]>(Prisma.sql`
    SELECT b.id, b.currency, (SELECT a.id FROM agent a WHERE a.billing_account_id = b.id) AS "agentId"
    FROM billing_account b WHERE b.id = ${id} FOR NO KEY UPDATE OF b`);
  if (!row) throw notFound('The billing account');
  return row;
}

/** Whether a second person is needed: with what the maker has adjusted alone within a day it is more than the limit. */
async function needsSecond(tx: Tx, ctx: Context, account: LockedAccount, amount: bigint): Promise<boolean> {
  const person = await personBehind(tx, actorKey(ctx.actor));
  await lockPerson(tx, person);
  const keys = await keysOfPerson(tx, person);
  const [row] = await tx.$queryRaw<{ minor: bigint | null }[]>(Prisma.sql`
    SELECT sum(abs(amount))::bigint AS minor FROM adjustment
    WHERE made_by IN (${Prisma.join(keys)}) AND currency = ${account.currency} AND status = 'posted'
      AND decided_by IS NULL AND created_at > ${new Date(ctx.now().getTime() - DAY_MS)}`);
  const size = amount < 0n ? -amount : amount;
  return size + (row?.minor ?? 0n) > (await adjustmentLimit(account.currency, tx));
}

type NewAdjustment = {
  id?: number;
  amount: bigint;
  reason: string;
  reference: string;
  reverses: bigint | null;
};

/** Writes an adjustment of a locked wallet: posted at once, or kept for a second person. Returns its id. */
export async function writeAdjustment(
  tx: Tx,
  ctx: Context,
  account: LockedAccount,
  adjustment: NewAdjustment,
): Promise<number> {
  const waits = await needsSecond(tx, ctx, account, adjustment.amount);
  const row = await tx.adjustment.create({
    data: {
      ...adjustment,
      billingAccountId: account.id,
      currency: account.currency,
      status: waits ? 'awaiting_approval' : 'posted',
      madeBy: actorKey(ctx.actor),
      madeByName: ctx.actor.name,
      createdAt: ctx.now(),
    },
  });
  if (!waits) {
    const transactionId = await postAdjustment(tx, ctx, row);
    await tx.adjustment.update({ where: { id: row.id }, data: { transactionId }, select: { id: true } });
  }
  await recordAudit(tx, ctx, {
    action: waits ? 'adjustment.requested' : 'adjustment.posted',
    entity: 'adjustment',
    entityId: row.id,
    agentId: account.agentId,
    after: {
      billingAccountId: account.id,
      amount: adjustment.amount,
      currency: account.currency,
      reason: adjustment.reason,
      reference: adjustment.reference,
      ...(adjustment.reverses === null ? {} : { reverses: adjustment.reverses }),
    },
  });
  return row.id;
}

/**
 * Credits or debits a wallet for a reason. The reference is unique in its wallet: the same adjustment again is the first
 * one (`created` false), the same reference with another amount is a `conflict`. Above the installation's limit it waits
 * for another administrator.
 */
export async function makeAdjustment(
  ctx: Context,
  input: AdjustmentInput,
  options: { idempotencyKey: string },
): Promise<{ adjustment: AdjustmentDto; created: boolean }> {
  requireRole(ctx.actor, 'admin');
  return inTransaction(async (tx) => {
    const account = await lockAccount(tx, input.billingAccountId);
    if (input.amount.currency !== account.currency) {
      const message = `This wallet is in ${account.currency}.`;
      throw new AppError('invalid_input', message, { fields: [{ path: 'amount.currency', message }] });
    }
    const caller = actorKey(ctx.actor);
    const claim = await claimIdempotencyKey(tx, {
      caller,
      key: options.idempotencyKey,
      bodyHash: sha256(canonicalJson(input)),
      resource: 'adjustment',
      now: ctx.now(),
    });
    if (!claim.isNew) return { adjustment: await toAdjustmentDto(ctx, claim.id, tx), created: false };
    const { billingAccountId, reason, reference } = input;
    const earlier = await tx.adjustment.findUnique({
      where: { billingAccountId_reference: { billingAccountId, reference } },
    });
    if (earlier) {
      if (earlier.amount !== input.amount.minor || earlier.status === 'declined') {
        const message =
          earlier.status === 'declined'
            ? `The adjustment ${reference} was declined. Use another reference.`
            : `The adjustment ${reference} was made before with another amount.`;
        throw new AppError('conflict', message, { fields: [{ path: 'reference', message }] });
      }
      // The key now stands for the adjustment that exists.
      await tx.idempotencyKey.update({
        where: { caller_key: { caller, key: options.idempotencyKey } },
        data: { resourceId: earlier.id },
      });
      return { adjustment: await toAdjustmentDto(ctx, earlier.id, tx), created: false };
    }
    const id = await writeAdjustment(tx, ctx, account, {
      id: claim.id,
      amount: input.amount.minor,
      reason,
      reference,
      reverses: null,
    });
    return { adjustment: await toAdjustmentDto(ctx, id, tx), created: true };
  });
}
