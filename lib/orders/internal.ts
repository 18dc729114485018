import { type Actor, actorKey, agentScope, type Context, seesInternals } from '@/lib/core/actor';
import { formatUnits, TRAFFIC_ASSETS, type TrafficAsset, toBytes } from '@/lib/core/assets';
import { notFound } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { byteNumber, gbText } from '@/lib/core/wire';
import { db, Prisma, type Tx } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';
import { evidenceSchema, type OrderDto, type OrderStatus } from './schemas';

export const ORDER_PARTS = {
  account: { select: { externalId: true, externalName: true, label: true } },
  customer: { select: { name: true } },
  attempts: { orderBy: { no: 'asc' } },
} satisfies Prisma.OrderInclude;

export type { Attempt, Order } from '@/generated/prisma/client';
export type OrderRow = Prisma.OrderGetPayload<{ include: typeof ORDER_PARTS }>;

/** The orders that the actor may see: an agent's own. */
export function ownOrders(ctx: Context): Prisma.OrderWhereInput {
  const scope = agentScope(ctx.actor);
  return scope === null ? {} : { agentId: scope };
}

/** One order with its parts. Throws `not_found`, also for another agent's. */
export async function fetchOrder(ctx: Context, id: number, tx: Tx = db()): Promise<OrderRow> {
  const row = await tx.order.findFirst({ where: { id, ...ownOrders(ctx) }, include: ORDER_PARTS });
  if (!row) throw notFound('The order');
  return row;
}

/** The order's amount in its provider's unit; null for IP orders. */
export function orderQuantity(row: { amount: bigint | null; asset: string | null }) {
  if (row.amount === null || row.asset === null || !(row.asset in TRAFFIC_ASSETS)) return null;
  // The database keeps the name as text; it was checked on the line above.
  return { asset: row.asset as TrafficAsset, amount: row.amount };
}

/** Agents see themselves by name and everybody else as staff. */
function maker(actor: Actor, row: { madeBy: string; madeByName: string }): string {
  return seesInternals(actor) || row.madeBy === actorKey(actor) ? row.madeByName : 'Staff';
}

function attemptDto(actor: Actor, attempt: OrderRow['attempts'][number]): OrderDto['attempts'][number] {
  return {
    at: attempt.at.toISOString(),
    finishedAt: attempt.finishedAt?.toISOString() ?? null,
    outcome: attempt.outcome,
    sent: attempt.sent,
    providerCode: attempt.providerCode,
    message: attempt.message,
    ...(seesInternals(actor) ? { request: attempt.request, response: attempt.response } : {}),
  };
}

/** An order as the HTTP API and the screens show it to this actor. */
export function toOrderDto(actor: Actor, row: OrderRow): OrderDto {
  const quantity = orderQuantity(row);
  const account = row.account;
  return {
    id: String(row.id),
    type: row.type,
    status: row.status,
    connectionId: String(row.connectionId),
    accountId: row.accountId === null ? null : String(row.accountId),
    accountName: account ? (account.label ?? account.externalName ?? account.externalId) : null,
    customerId: row.customerId === null ? null : String(row.customerId),
    customerName: row.customer?.name ?? null,
    amountGb: row.amountGb === null ? null : gbText(row.amountGb),
    bytes: quantity ? byteNumber(toBytes(quantity)) : null,
    units: quantity ? `${formatUnits(quantity)} ${TRAFFIC_ASSETS[quantity.asset].unit}` : null,
    price:
      row.priceMinor === null || row.currency === null
        ? null
        : formatMoney({ minor: row.priceMinor, currency: row.currency }),
    reference: row.reference,
    providerOrderId: row.providerOrderId,
    note: row.note,
    product: row.product === 'isp' || row.product === 'static' ? row.product : null,
    region: row.region,
    duration: row.duration === 'week' || row.duration === 'month' || row.duration === 'quarter' ? row.duration : null,
    quantity: row.quantity,
    delivered: row.delivered,
    poolTag: row.poolTag,
    ips: row.ips,
    remark: row.remark,
    madeBy: maker(actor, row),
    attempts: row.attempts.map((attempt) => attemptDto(actor, attempt)),
    evidence: row.evidence === null ? null : evidenceSchema.parse(row.evidence),
    nextAttemptAt: row.status === 'unknown' ? (row.nextAttemptAt?.toISOString() ?? null) : null,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}

type OrderEvent = { orderId: number; from: OrderStatus | null; to: OrderStatus; detail?: string | null };

/** The statement that adds lines to orders' timelines, alone or as part (`WITH … AS (…)`) of the statement that moves them. */
export function orderEventSql(ctx: Context, ...events: OrderEvent[]): Prisma.Sql {
  const rows = events.map(
    ({ orderId, from, to, detail }) => Prisma.sql`(${orderId}::int, ${ctx.now()}::timestamptz, ${from}::"OrderStatus",
      ${to}::"OrderStatus", ${actorKey(ctx.actor)}::text, ${detail ?? null}::text)`,
  );
  return Prisma.sql`INSERT INTO order_event (order_id, at, "from", "to", actor, detail) VALUES ${Prisma.join(rows)}`;
}

/** Adds a line to the order's timeline. */
export async function addOrderEvent(tx: SqlRunner, ctx: Context, event: OrderEvent): Promise<void> {
  await tx.$executeRaw(orderEventSql(ctx, event));
}
