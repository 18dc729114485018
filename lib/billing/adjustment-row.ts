import { type Actor, actorKey, agentScope, type Context, seesInternals } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { db, type Prisma, type Tx } from '@/lib/infra/db';
import type { AdjustmentDto } from './adjustment-schemas';
import { personBehind } from './person-behind';

const PARTS = { billingAccount: { select: { name: true } } } satisfies Prisma.AdjustmentInclude;

export type AdjustmentRow = Prisma.AdjustmentGetPayload<{ include: typeof PARTS }>;

/** The adjustments that the actor may see: an agent what was posted to its own wallet. */
export function ownAdjustments(ctx: Context): Prisma.AdjustmentWhereInput {
  const scope = agentScope(ctx.actor);
  return scope === null ? {} : { status: 'posted', billingAccount: { agent: { id: scope } } };
}

/** One adjustment. Throws `not_found`, also for what the actor may not see. */
export async function fetchAdjustment(ctx: Context, id: number, tx: Tx = db()): Promise<AdjustmentRow> {
  const row = await tx.adjustment.findFirst({ where: { id, ...ownAdjustments(ctx) }, include: PARTS });
  if (!row) throw notFound('The adjustment');
  return row;
}

export type Reversal = { adjustmentId: string; status: AdjustmentDto['status'] };

/** What takes these ledger transactions back, or asks to, by transaction. */
export async function reversalsOf(tx: Tx, transactionIds: readonly bigint[]): Promise<Map<bigint, Reversal>> {
  if (transactionIds.length === 0) return new Map();
  const rows = await tx.adjustment.findMany({
    where: { reverses: { in: [...transactionIds] }, status: { not: 'declined' } },
    select: { id: true, status: true, reverses: true },
  });
  return new Map(
    rows.flatMap(({ id, status, reverses }) =>
      reverses === null ? [] : [[reverses, { adjustmentId: String(id), status }]],
    ),
  );
}

/** Agents know the house's people as staff. */
function shownName(actor: Actor, name: string): string {
  return seesInternals(actor) ? name : 'Staff';
}

/** Adjustments as this actor sees them. */
export async function toAdjustmentDtos(
  ctx: Context,
  rows: readonly AdjustmentRow[],
  tx: Tx = db(),
): Promise<AdjustmentDto[]> {
  const posted = rows.flatMap(({ transactionId }) => (transactionId === null ? [] : [transactionId]));
  const reversals = await reversalsOf(tx, posted);
  const me = await personBehind(tx, actorKey(ctx.actor));
  const makers = new Map<string, string>();
  for (const { madeBy } of rows) if (!makers.has(madeBy)) makers.set(madeBy, await personBehind(tx, madeBy));
  return rows.map((row) => {
    const reversal = row.transactionId === null ? undefined : reversals.get(row.transactionId);
    return {
      id: String(row.id),
      billingAccountId: String(row.billingAccountId),
      accountName: row.billingAccount.name,
      amount: formatMoney({ minor: row.amount, currency: row.currency }),
      reason: row.reason,
      reference: row.reference,
      status: row.status,
      reverses: row.reverses === null ? null : String(row.reverses),
      transactionId: row.transactionId === null ? null : String(row.transactionId),
      reversal: reversal && (seesInternals(ctx.actor) || reversal.status === 'posted') ? reversal : null,
      own: makers.get(row.madeBy) === me,
      madeBy: shownName(ctx.actor, row.madeByName),
      decidedBy: row.decidedByName === null ? null : shownName(ctx.actor, row.decidedByName),
      decisionNote: seesInternals(ctx.actor) ? row.decisionNote : null,
      createdAt: row.createdAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
    };
  });
}

/** One of them. */
export async function toAdjustmentDto(ctx: Context, id: number, tx: Tx = db()): Promise<AdjustmentDto> {
  const [dto] = await toAdjustmentDtos(ctx, [await fetchAdjustment(ctx, id, tx)], tx);
  if (!dto) throw notFound('The adjustment');
  return dto;
}
