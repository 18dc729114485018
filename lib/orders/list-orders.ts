import { agentScope, type Context } from '@/lib/core/actor';
import { addDays } from '@/lib/core/calendar-date';
import { decodeIntCursor, type ListPage, toPage } from '@/lib/core/paging';
import { db, Prisma } from '@/lib/infra/db';
import { ORDER_PARTS, toOrderDto } from './internal';
import type { OrderDto, OrderQuery, OrderStatus, OrderType } from './schemas';

/** What few orders are, written out and not given as a value: only then an index of these few serves. */
const TYPES: Record<OrderType, Prisma.Sql> = {
  top_up: Prisma.sql`o.type = 'top_up'`,
  deduct: Prisma.sql`o.type = 'deduct'`,
  ip_open: Prisma.sql`o.type = 'ip_open'`,
  ip_renew: Prisma.sql`o.type = 'ip_renew'`,
};
const STATUSES: Record<OrderStatus, Prisma.Sql> = {
  awaiting_approval: Prisma.sql`o.status = 'awaiting_approval'`,
  queued: Prisma.sql`o.status = 'queued'`,
  submitting: Prisma.sql`o.status = 'submitting'`,
  succeeded: Prisma.sql`o.status = 'succeeded'`,
  rejected: Prisma.sql`o.status = 'rejected'`,
  unknown: Prisma.sql`o.status = 'unknown'`,
  cancelled: Prisma.sql`o.status = 'cancelled'`,
};

const NOTHING: Prisma.Sql[] = [];
const midnight = (day: string) => new Date(`${day}T00:00:00Z`);

/** The actor's own, and what the query asks for. */
function conditionsOf(ctx: Context, query: OrderQuery): Prisma.Sql[] {
  const { type, status, customerId, accountId, connectionId, from, to } = query;
  const scope = agentScope(ctx.actor);
  return [
    ...(scope === null ? NOTHING : [Prisma.sql`o.agent_id = ${scope}`]),
    ...(type === undefined ? NOTHING : [TYPES[type]]),
    ...(status === undefined ? NOTHING : [STATUSES[status]]),
    ...(customerId === undefined ? NOTHING : [Prisma.sql`o.customer_id = ${customerId}`]),
    ...(accountId === undefined ? NOTHING : [Prisma.sql`o.account_id = ${accountId}`]),
    ...(connectionId === undefined ? NOTHING : [Prisma.sql`o.connection_id = ${connectionId}`]),
    ...(from === undefined ? NOTHING : [Prisma.sql`o.created_at >= ${midnight(from)}`]),
    ...(to === undefined ? NOTHING : [Prisma.sql`o.created_at < ${midnight(addDays(to, 1))}`]),
  ];
}

/**
 * The order of the list and where it goes on. Within days, and for an agent, it is by time, so that it begins where they do
 * however much lies before; else, and for the few of a seldom type, by number, which is the same but for orders that were
 * adopted later.
 */
async function placeOf(
  ctx: Context,
  { cursor, sort, from, to, type = 'top_up' }: OrderQuery,
): Promise<{ after: Prisma.Sql[]; way: Prisma.Sql }> {
  const last = decodeIntCursor(cursor);
  const [beyond, by] = sort === 'old' ? [Prisma.sql`>`, Prisma.sql`ASC`] : [Prisma.sql`<`, Prisma.sql`DESC`];
  const after = last === null ? NOTHING : [Prisma.sql`o.id ${beyond} ${last}`];
  const ofAgent = agentScope(ctx.actor) !== null && type === 'top_up';
  const byTime = from !== undefined || to !== undefined || ofAgent;
  if (!byTime) return { after, way: Prisma.sql`o.id ${by}` };
  const way = Prisma.sql`o.created_at ${by}, o.id ${by}`;
  const row = last === null ? null : await db().order.findUnique({ where: { id: last }, select: { createdAt: true } });
  if (!row) return { after, way };
  return { after: [Prisma.sql`(o.created_at, o.id) ${beyond} (${row.createdAt}, ${last})`], way };
}

/** Orders newest first, or oldest first, confined to the actor's own. `from` and `to` are days of UTC, inclusive. */
export async function listOrders(ctx: Context, query: OrderQuery): Promise<ListPage<OrderDto>> {
  const { after, way } = await placeOf(ctx, query);
  const where = Prisma.join([Prisma.sql`true`, ...conditionsOf(ctx, query), ...after], ' AND ');
  const ids = await db().$queryRaw<{ id: number }[]>`
    SELECT o.id FROM "order" o WHERE ${where} ORDER BY ${way} LIMIT ${query.limit + 1}::int`;
  const page = toPage(ids, query.limit);
  if (ids.length === 0) return { data: [], nextCursor: null };
  const rows = await db().order.findMany({
    where: { id: { in: page.data.map(({ id }) => id) } },
    include: ORDER_PARTS,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const data = page.data.flatMap(({ id }) => byId.get(id) ?? []);
  return { data: data.map((row) => toOrderDto(ctx.actor, row)), nextCursor: page.nextCursor };
}
