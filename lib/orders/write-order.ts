import { auditEventSql } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { Prisma } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';
import type { PostingRow } from '@/lib/ledger';
import { type Attempt, type Order, orderEventSql } from './internal';
import type { holdParts } from './payer';

/** The attempt of an order's first call: written before anything is sent. */
export function firstAttempt(order: Order, at: Date): Omit<Attempt, 'id'> {
  return {
    orderId: order.id,
    no: 1,
    at,
    finishedAt: null,
    outcome: null,
    sent: true,
    providerCode: null,
    message: null,
    request: null,
    response: null,
  };
}

/** Parts of the statement that take the new order for sending at once: the attempt, and how it came to be submitting. */
function claimParts(ctx: Context, order: Order): Prisma.Sql[] {
  if (order.status !== 'submitting') return [orderEventSql(ctx, { orderId: order.id, from: null, to: order.status })];
  return [
    Prisma.sql`INSERT INTO attempt (order_id, no, at) VALUES (${order.id}, 1, ${order.createdAt})`,
    orderEventSql(
      ctx,
      { orderId: order.id, from: null, to: 'queued' },
      { orderId: order.id, from: 'queued', to: 'submitting' },
    ),
  ];
}

/**
 * Writes a new order with its timeline and audit event, and with its first attempt where it is `submitting` from the
 * start, in one statement, along with the hold of its price. `budget`: the statement that takes its call out of the
 * connection's budget, if it is due; true says that it was. Throws `insufficient_funds`.
 */
export async function writeOrder(
  tx: SqlRunner,
  ctx: Context,
  order: Order,
  after: Record<string, unknown>,
  along: { budget: Prisma.Sql | null; hold: ReturnType<typeof holdParts> },
): Promise<boolean> {
  const audit = auditEventSql(ctx, {
    action: 'order.created',
    entity: 'order',
    entityId: order.id,
    agentId: order.agentId,
    after,
  });
  const parts = [...claimParts(ctx, order), audit].map(
    (part, index) => Prisma.sql`, ${Prisma.raw(`part${index}`)} AS (${part})`,
  );
  const { budget, hold } = along;
  const ctes = [
    ...(budget === null ? [] : [Prisma.sql`, paid AS (${budget})`]),
    ...(hold === null ? [] : [Prisma.sql`, ${hold.ctes}`]),
  ];
  const paid = Prisma.sql`${budget === null ? Prisma.sql`false` : Prisma.sql`EXISTS (SELECT FROM paid)`} AS paid`;
  const rows = await tx.$queryRaw<(PostingRow & { paid: boolean })[]>(Prisma.sql`
    WITH made AS (
      INSERT INTO "order" (id, reference, type, status, connection_id, account_id, customer_id, agent_id,
        billing_account_id, amount_gb, amount, asset, price_minor, price_per_gb, currency, note, product, region, duration,
        quantity, pool_tag, remark, ips, made_by, made_by_name, lease_owner, lease_until, attempt_count, created_at)
      VALUES (${order.id}, ${order.reference}, ${order.type}::"OrderType", ${order.status}::"OrderStatus",
        ${order.connectionId}, ${order.accountId}, ${order.customerId}, ${order.agentId}, ${order.billingAccountId},
        ${order.amountGb}, ${order.amount}, ${order.asset}, ${order.priceMinor}, ${order.pricePerGb}, ${order.currency},
        ${order.note}, ${order.product}, ${order.region}, ${order.duration}, ${order.quantity}, ${order.poolTag},
        ${order.remark}, ${order.ips}::text[], ${order.madeBy}, ${order.madeByName}, ${order.leaseOwner},
        ${order.leaseUntil}, ${order.attemptCount}, ${order.createdAt}))
    ${Prisma.join([...parts, ...ctes], '')}
    SELECT ${paid}${hold ? Prisma.sql`, w.reference, w.id, w.input_hash, w.available FROM ${hold.rows}` : Prisma.empty}`);
  await hold?.finish(tx, rows);
  return rows[0]?.paid ?? false;
}
