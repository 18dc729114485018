import type { Context } from '@/lib/core/actor';
import { addDays } from '@/lib/core/calendar-date';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db } from '@/lib/infra/db';
import { ORDER_PARTS, ownOrders, toOrderDto } from './internal';
import type { OrderDto, OrderQuery } from './schemas';

/** Orders newest first, or oldest first, confined to the actor's own. `from` and `to` are days of UTC, inclusive. */
export async function listOrders(ctx: Context, query: OrderQuery): Promise<ListPage<OrderDto>> {
  const last = decodeIntCursor(query.cursor);
  const isOldFirst = query.sort === 'old';
  const after = last === null ? {} : { id: isOldFirst ? { gt: last } : { lt: last } };
  const rows = await db().order.findMany({
    where: {
      AND: [ownOrders(ctx), after],
      ...(query.status === undefined ? {} : { status: query.status }),
      ...(query.type === undefined ? {} : { type: query.type }),
      ...(query.customerId === undefined ? {} : { customerId: query.customerId }),
      ...(query.accountId === undefined ? {} : { accountId: query.accountId }),
      ...(query.connectionId === undefined ? {} : { connectionId: query.connectionId }),
      createdAt: {
        ...(query.from ? { gte: new Date(`${query.from}T00:00:00Z`) } : {}),
        ...(query.to ? { lt: new Date(`${addDays(query.to, 1)}T00:00:00Z`) } : {}),
      },
    },
    orderBy: { id: isOldFirst ? 'asc' : 'desc' },
    take: query.limit + 1,
    include: ORDER_PARTS,
  });
  const page = toPage(rows, query.limit);
  return { data: page.data.map((row) => toOrderDto(ctx.actor, row)), nextCursor: page.nextCursor };
}
