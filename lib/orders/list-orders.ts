import type { Context } from '@/lib/core/actor';
import { addDays } from '@/lib/core/calendar-date';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db } from '@/lib/infra/db';
import { ORDER_PARTS, ownOrders, toOrderDto } from './internal';
import type { OrderDto, OrderQuery } from './schemas';

/** Orders newest first, confined to the actor's own. `from` and `to` are days of UTC, inclusive. */
export async function listOrders(ctx: Context, query: OrderQuery): Promise<ListPage<OrderDto>> {
  const before = decodeIntCursor(query.cursor);
  const rows = await db().order.findMany({
    where: {
      AND: [ownOrders(ctx), before === null ? {} : { id: { lt: before } }],
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
    orderBy: { id: 'desc' },
    take: query.limit + 1,
    include: ORDER_PARTS,
  });
  const page = toPage(rows, query.limit);
  return { data: page.data.map((row) => toOrderDto(ctx.actor, row)), nextCursor: page.nextCursor };
}
