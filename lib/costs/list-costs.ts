import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { formatPrice } from '@/lib/core/money';
import { db, inTransaction } from '@/lib/infra/db';
import { assertOpen } from './months';
import type { ListCostDto, ListCostInput } from './schemas';
import { askRecost, lockState } from './state';

function toDto(row: { id: number; perGb: bigint | null; currency: string | null; validFrom: Date }): ListCostDto {
  return {
    id: String(row.id),
    perGb: row.perGb === null || row.currency === null ? null : formatPrice(row.perGb, row.currency),
    validFrom: row.validFrom.toISOString(),
  };
}

/** A connection's list costs, the latest first (at most 50). Admins and viewers only. Throws `not_found`. */
export async function listListCosts(ctx: Context, input: { connectionId: number }): Promise<ListCostDto[]> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const connection = await db().connection.findUnique({ where: { id: input.connectionId }, select: { id: true } });
  if (!connection) throw notFound('The connection');
  const rows = await db().cost.findMany({
    where: { connectionId: input.connectionId },
    orderBy: [{ validFrom: 'desc' }, { id: 'desc' }],
    take: 50,
  });
  return rows.map(toDto);
}

/**
 * Sets what a GB costs at a connection from a day of UTC on; null where that is not known any more. Sales of open months
 * since then are costed again; a day in a closed month is refused. Admins only.
 */
export async function setListCost(ctx: Context, input: ListCostInput): Promise<ListCostDto> {
  requireRole(ctx.actor, 'admin');
  const validFrom = new Date(`${input.from}T00:00:00Z`);
  if (validFrom.getTime() > ctx.now().getTime() + 366 * 86_400_000) {
    const message = 'This day is more than a year away.';
    throw new AppError('invalid_input', message, { fields: [{ path: 'from', message }] });
  }
  return inTransaction(async (tx) => {
    const connection = await tx.connection.findUnique({ where: { id: input.connectionId }, select: { id: true } });
    if (!connection) throw notFound('The connection');
    await lockState(tx, connection.id);
    await assertOpen(tx, validFrom);
    const row = await tx.cost.create({
      data: {
        connectionId: connection.id,
        perGb: input.perGb?.price ?? null,
        currency: input.perGb?.currency ?? null,
        validFrom,
        createdBy: actorKey(ctx.actor),
      },
    });
    await askRecost(tx, connection.id, validFrom);
    await recordAudit(tx, ctx, {
      action: 'list_cost.set',
      entity: 'connection',
      entityId: connection.id,
      after: { perGb: input.perGb?.price ?? null, currency: input.perGb?.currency ?? null, from: input.from },
    });
    return toDto(row);
  });
}
