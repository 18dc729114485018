import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { quantityFromGb } from '@/lib/core/assets';
import { canonicalJson } from '@/lib/core/canonical-json';
import { divideRounded } from '@/lib/core/decimal';
import { AppError, notFound } from '@/lib/core/errors';
import type { Money } from '@/lib/core/money';
import { sha256 } from '@/lib/infra/crypto';
import { inTransaction, type Tx } from '@/lib/infra/db';
import { claimIdempotencyKey } from '@/lib/infra/idempotency';
import { readBlock } from './list-blocks';
import { assertOpen, firstOpenMonth, startOfMonth } from './months';
import { toMicro } from './read-book';
import type { CostBlockDto, CostBlockInput } from './schemas';
import { askRecost, lockState, undoSince } from './state';
import { TRADED_IN } from './units';

function invalid(path: string, message: string): AppError {
  return new AppError('invalid_input', message, { fields: [{ path, message }] });
}

function assertNotNegative(paid: Money | null | undefined): void {
  if (paid && paid.minor < 0n) throw invalid('paid.amount', 'A price is 0 or more.');
}

/**
 * Enters traffic that was bought. The same key and body again are the same block. Sales of open months since then are
 * costed again; a day in a closed month is refused. Admins only.
 */
export async function addCostBlock(
  ctx: Context,
  input: CostBlockInput,
  options: { idempotencyKey: string },
): Promise<{ block: CostBlockDto; created: boolean }> {
  requireRole(ctx.actor, 'admin');
  assertNotNegative(input.paid);
  const boughtAt = new Date(`${input.boughtOn}T00:00:00Z`);
  // Good through its last day.
  const expiresAt = input.expiresOn ? new Date(Date.parse(`${input.expiresOn}T00:00:00Z`) + 86_400_000) : null;
  if (boughtAt > ctx.now()) throw invalid('boughtOn', 'This day has not come yet.');
  if (expiresAt && expiresAt <= boughtAt) throw invalid('expiresOn', 'It cannot expire before it was bought.');
  return inTransaction(async (tx) => {
    const connection = await tx.connection.findUnique({ where: { id: input.connectionId } });
    if (!connection) throw notFound('The connection');
    const quantity = quantityFromGb(input.amountGb, TRADED_IN[connection.provider]);
    if (!quantity) throw invalid('amountGb', 'This amount does not come out as whole units of the provider.');
    const claim = await claimIdempotencyKey(tx, {
      caller: actorKey(ctx.actor),
      key: options.idempotencyKey,
      bodyHash: sha256(canonicalJson(input)),
      resource: 'cost_block',
      now: ctx.now(),
    });
    if (!claim.isNew) return { block: await readBlock(tx, ctx, claim.id), created: false };
    await lockState(tx, connection.id);
    await assertOpen(tx, boughtAt);
    await tx.costBlock.create({
      data: {
        id: claim.id,
        connectionId: connection.id,
        boughtAt,
        expiresAt,
        amount: quantity.amount,
        remaining: quantity.amount,
        asset: quantity.asset,
        paidMinor: input.paid?.minor ?? null,
        currency: input.paid?.currency ?? null,
        note: input.note ?? null,
        createdBy: actorKey(ctx.actor),
        createdAt: ctx.now(),
      },
      select: { id: true },
    });
    await askRecost(tx, connection.id, boughtAt);
    await recordAudit(tx, ctx, {
      action: 'cost_block.added',
      entity: 'cost_block',
      entityId: claim.id,
      after: { ...input, connectionId: connection.id },
    });
    return { block: await readBlock(tx, ctx, claim.id), created: true };
  });
}

/** What of a price is in closed months or was used before: from here on only the rest of it is shared out. */
async function spentSoFar(tx: Tx, block: { id: number; amount: bigint; beforeAmount: bigint }, paid: bigint) {
  const [row] = await tx.$queryRaw<{ cost: bigint; other: bigint }[]>`
    SELECT coalesce(sum(cost_micro) FILTER (WHERE basis = 'blocks'), 0)::bigint AS cost,
      coalesce(sum(amount) FILTER (WHERE basis <> 'blocks'), 0)::bigint AS other
    FROM cost_allocation WHERE block_id = ${block.id}`;
  return (row?.cost ?? 0n) + divideRounded(paid * (block.beforeAmount + (row?.other ?? 0n)), block.amount);
}

/**
 * Enters or changes what was paid for a block; null goes back to the list cost. Sales of open months are costed again; what
 * closed months took stays, and the rest of the price falls on the rest of the block. Admins only. Throws `conflict` when
 * closed months took more than the new price, or took it in another currency.
 */
export async function priceCostBlock(ctx: Context, input: { id: number; paid: Money | null }): Promise<CostBlockDto> {
  requireRole(ctx.actor, 'admin');
  assertNotNegative(input.paid);
  return inTransaction(async (tx) => {
    const found = await tx.costBlock.findUnique({ where: { id: input.id }, select: { connectionId: true } });
    if (!found) throw notFound('The block');
    await lockState(tx, found.connectionId);
    const open = await firstOpenMonth(tx);
    const before = await tx.costBlock.findUniqueOrThrow({ where: { id: input.id } });
    const start =
      open === null ? before.boughtAt : new Date(Math.max(before.boughtAt.getTime(), startOfMonth(open).getTime()));
    await undoSince(tx, found.connectionId, start);
    const block = await tx.costBlock.findUniqueOrThrow({ where: { id: input.id } });
    const paid = input.paid ? toMicro(input.paid.minor, input.paid.currency) : null;
    const spent = paid === null ? 0n : await spentSoFar(tx, block, paid);
    const closed = await tx.costAllocation.count({ where: { blockId: block.id, basis: 'blocks' } });
    if (closed > 0 && (paid === null || spent > paid || input.paid?.currency !== block.currency)) {
      throw new AppError(
        'conflict',
        'Closed months took a part of this block at its price. Only a higher price can follow.',
      );
    }
    await tx.costBlock.update({
      where: { id: block.id },
      data: { paidMinor: input.paid?.minor ?? null, currency: input.paid?.currency ?? null, spentMicro: spent },
      select: { id: true },
    });
    await askRecost(tx, found.connectionId, start);
    await recordAudit(tx, ctx, {
      action: 'cost_block.priced',
      entity: 'cost_block',
      entityId: block.id,
      before: { paidMinor: before.paidMinor, currency: before.currency },
      after: { paidMinor: input.paid?.minor ?? null, currency: input.paid?.currency ?? null },
    });
    return readBlock(tx, ctx, block.id);
  });
}
