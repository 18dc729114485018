import { type Context, requireRole } from '@/lib/core/actor';
import { type ListPage, newestFirst, toPage } from '@/lib/core/paging';
import { db, type Prisma } from '@/lib/infra/db';
import { ownAdjustments, toAdjustmentDto, toAdjustmentDtos } from './adjustment-row';
import type { AdjustmentDto, AdjustmentQuery } from './adjustment-schemas';

/** Adjustments newest first; an agent sees what was posted to its own wallet. */
export async function listAdjustments(ctx: Context, query: AdjustmentQuery): Promise<ListPage<AdjustmentDto>> {
  const rows = await db().adjustment.findMany({
    ...newestFirst<Prisma.AdjustmentWhereInput>(
      query,
      ownAdjustments(ctx),
      query.billingAccountId === undefined ? {} : { billingAccountId: query.billingAccountId },
      query.status === undefined ? {} : { status: query.status },
    ),
    include: { billingAccount: { select: { name: true } } },
  });
  const page = toPage(rows, query.limit);
  return { data: await toAdjustmentDtos(ctx, page.data), nextCursor: page.nextCursor };
}

/** One adjustment. Throws `not_found`. */
export function getAdjustment(ctx: Context, input: { id: number }): Promise<AdjustmentDto> {
  return toAdjustmentDto(ctx, input.id);
}

/** How many adjustments wait for a second person, and since when the oldest does. Admins and viewers. */
export async function countWaitingAdjustments(ctx: Context): Promise<{ count: number; oldest: string | null }> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const { _count, _min } = await db().adjustment.aggregate({
    where: { status: 'awaiting_approval' },
    _count: true,
    _min: { createdAt: true },
  });
  return { count: _count, oldest: _min.createdAt?.toISOString() ?? null };
}
