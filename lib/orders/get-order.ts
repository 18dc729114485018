import { type Context, seesInternals } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { fetchOrder, toOrderDto } from './internal';
import type { OrderDto, OrderEventDto } from './schemas';

/** One order. Throws `not_found`, also for another agent's. */
export async function getOrder(ctx: Context, input: { id: number }): Promise<OrderDto> {
  return toOrderDto(ctx.actor, await fetchOrder(ctx, input.id));
}

/** The order's timeline, oldest first. */
export async function listOrderEvents(ctx: Context, input: { id: number }): Promise<OrderEventDto[]> {
  const order = await fetchOrder(ctx, input.id);
  const rows = await db().orderEvent.findMany({ where: { orderId: order.id }, orderBy: { id: 'asc' }, take: 500 });
  const names = new Map([[order.madeBy, order.madeByName]]);
  return rows.map((row) => ({
    at: row.at.toISOString(),
    from: row.from,
    to: row.to,
    actor: row.actor.startsWith('system:')
      ? 'Gigatill'
      : seesInternals(ctx.actor)
        ? (names.get(row.actor) ?? row.actor)
        : 'Staff',
    detail: row.detail,
  }));
}
