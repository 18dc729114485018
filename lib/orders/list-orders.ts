import type { Context } from '@/lib/core/actor';
import { addDays } from '@/lib/core/calendar-date';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db, type Prisma } from '@/lib/infra/db';
import { ORDER_PARTS, ownOrders, toOrderDto } from './internal';
import type { OrderDto, OrderQuery } from './schemas';

/**
 * The order of the list and where it goes on. Within days it is by time, so that it begins where they do however much lies
 * before; else by number, which is the same but for orders that were adopted later.
 */
async function placeOf({ cursor, sort, from, to }: OrderQuery) {
  const last = decodeIntCursor(cursor);
  const way = sort === 'old' ? ('asc' as const) : ('desc' as const);
  const beyond = <Value>(value: Value) => (sort === 'old' ? { gt: value } : { lt: value });
  const after: Prisma.OrderWhereInput = last === null ? {} : { id: beyond(last) };
  if (from === undefined && to === undefined) return { after, orderBy: [{ id: way }] };
  const orderBy = [{ createdAt: way }, { id: way }];
  const row = last === null ? null : await db().order.findUnique({ where: { id: last }, select: { createdAt: true } });
  if (!row) return { after, orderBy };
  const at = row.createdAt;
  const upTo = sort === 'old' ? { gte: at } : { lte: at }; // the part for the index
  return { after: { AND: [{ createdAt: upTo }, { OR: [{ createdAt: beyond(at) }, after] }] }, orderBy };
}

/** Orders newest first, or oldest first, confined to the actor's own. `from` and `to` are days of UTC, inclusive. */
export async function listOrders(ctx: Context, query: OrderQuery): Promise<ListPage<OrderDto>> {
  const { after, orderBy } = await placeOf(query);
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
    orderBy,
    take: query.limit + 1,
    include: ORDER_PARTS,
  });
  const page = toPage(rows, query.limit);
  return { data: page.data.map((row) => toOrderDto(ctx.actor, row)), nextCursor: page.nextCursor };
}
