import { type Context, seesInternals } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { fetchOrder, toOrderDto } from './internal';
import type { OrderDto, OrderEventDto } from './schemas';

/** One order. Throws `not_found`, also for another agent's. */
export async function getOrder(ctx: Context, input: { id: number }): Promise<OrderDto> {
  return toOrderDto(ctx.actor, await fetchOrder(ctx, input.id));
}

/** Names of people and API keys by what they are kept as: `user:3`, `key:7`. */
async function namesOf(actors: readonly string[]): Promise<Map<string, string>> {
  const ids = (kind: string) => [
    ...new Set(actors.flatMap((actor) => (actor.startsWith(`${kind}:`) ? [Number(actor.slice(kind.length + 1))] : []))),
  ];
  const select = { id: true, name: true };
  const [users, keys] = await Promise.all([
    db().user.findMany({ where: { id: { in: ids('user') } }, select }),
    db().apiKey.findMany({ where: { id: { in: ids('key') } }, select }),
  ]);
  return new Map([
    ...users.map(({ id, name }): [string, string] => [`user:${id}`, name]),
    ...keys.map(({ id, name }): [string, string] => [`key:${id}`, name]),
  ]);
}

/** The order's timeline, oldest first. */
export async function listOrderEvents(ctx: Context, input: { id: number }): Promise<OrderEventDto[]> {
  const order = await fetchOrder(ctx, input.id);
  const rows = await db().orderEvent.findMany({ where: { orderId: order.id }, orderBy: { id: 'asc' }, take: 500 });
  const names = await namesOf(rows.map(({ actor }) => actor));
  names.set(order.madeBy, order.madeByName);
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
