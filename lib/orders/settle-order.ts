import { auditEventSql } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { toBytes } from '@/lib/core/assets';
import { divideRounded } from '@/lib/core/decimal';
import { byteNumber } from '@/lib/core/wire';
import { keepStandingsSoon } from '@/lib/customers';
import { Prisma } from '@/lib/infra/db';
import type { SqlRunner } from '@/lib/infra/sql';
import {
  holdAccount,
  type PostingRow,
  postingParts,
  postTransactions,
  revenueAccount,
  soldAccount,
  stockAccount,
  type TransactionInput,
  walletAccount,
} from '@/lib/ledger';
import { deliveriesSql, enqueueDeliveries } from '@/lib/webhooks';
import { orderNews } from './announce-order';
import { type Order, orderEventSql, orderQuantity } from './internal';
import type { Evidence, OrderStatus } from './schemas';

type FinalStatus = 'succeeded' | 'rejected' | 'cancelled';

type Settlement = {
  orderId: number;
  /** States that the order may leave; in any other nothing happens and the answer is false. */
  from: OrderStatus[];
  to: FinalStatus;
  detail: string;
  providerOrderId?: string | null;
  evidence?: Evidence | null;
  residualAfter?: bigint | null;
  /** IPs that came, where the provider says so: fewer than ordered are charged as such. */
  delivered?: number | null;
};

/** What settling an order needs to know of it. */
type OrderMoney = Pick<
  Order,
  'id' | 'billingAccountId' | 'priceMinor' | 'currency' | 'connectionId' | 'type' | 'amount' | 'asset' | 'quantity'
>;

/** An order whose row is locked until the transaction ends: from here on nobody else moves it or begins an attempt. */
export type LockedOrder = OrderMoney &
  Pick<Order, 'status' | 'attemptCount' | 'agentId' | 'accountId' | 'reference' | 'amountGb' | 'providerOrderId'>;

/** Locks an order; null when there is none. */
export async function lockOrder(tx: SqlRunner, id: number): Promise<LockedOrder | null> {
  const [row] = await tx.$queryRaw<LockedOrder[]>(Prisma.sql`
    SELECT id, type, status, reference, connection_id AS "connectionId", account_id AS "accountId",
      agent_id AS "agentId", billing_account_id AS "billingAccountId", amount_gb AS "amountGb", amount, asset,
      price_minor AS "priceMinor", currency, quantity, provider_order_id AS "providerOrderId", attempt_count AS "attemptCount"
    FROM "order" WHERE id = ${id} FOR NO KEY UPDATE`);
  return row ?? null;
}

/**
 * What is charged when fewer IPs came than were ordered: their share of the price, rounded half up once. The order's price
 * where all came, or where the provider says nothing.
 */
function chargeFor(
  order: Pick<OrderMoney, 'type' | 'priceMinor' | 'quantity'>,
  delivered: number | null,
): { charged: bigint | null; delivered: number | null } {
  const { type, priceMinor, quantity } = order;
  const isIpOrder = type === 'ip_open' || type === 'ip_renew';
  if (!isIpOrder || delivered === null || quantity === null || delivered < 1 || delivered >= quantity) {
    return { charged: priceMinor, delivered: null };
  }
  const charged = priceMinor === null ? null : divideRounded(priceMinor * BigInt(delivered), BigInt(quantity));
  return { charged, delivered };
}

/** The transactions of a settled order: the hold becomes revenue or goes back; traffic leaves our stock when it was applied. */
function settlementEntries(order: OrderMoney, to: FinalStatus, charged = order.priceMinor): TransactionInput[] {
  const { billingAccountId, priceMinor, currency } = order;
  const entries: TransactionInput[] = [];
  if (billingAccountId !== null && currency !== null && priceMinor !== null && priceMinor > 0n) {
    const hold = holdAccount(billingAccountId, currency);
    const kind = to === 'succeeded' ? 'sale' : 'release';
    const sold = to === 'succeeded' ? (charged ?? 0n) : 0n;
    const postings = [
      { from: hold, to: revenueAccount(currency), amount: sold },
      { from: hold, to: walletAccount(billingAccountId, currency), amount: priceMinor - sold },
    ].filter(({ amount }) => amount > 0n);
    entries.push({ kind, reference: `order:${order.id}:${kind}`, orderId: order.id, billingAccountId, postings });
  }
  const quantity = orderQuantity(order);
  if (to !== 'succeeded' || !quantity) return entries;
  const { asset, amount } = quantity;
  const stock = stockAccount(order.connectionId, asset);
  const sold = soldAccount(order.connectionId, asset);
  const posting = order.type === 'deduct' ? { from: sold, to: stock, amount } : { from: stock, to: sold, amount };
  entries.push({ kind: 'stock', reference: `order:${order.id}:stock`, orderId: order.id, postings: [posting] });
  return entries;
}

/** Posts money and traffic of a settled order. */
export async function postSettlement(tx: SqlRunner, ctx: Context, order: OrderMoney, to: FinalStatus): Promise<void> {
  const entries = settlementEntries(order, to);
  if (entries.length > 0) await postTransactions(tx, ctx, entries);
}

const NOBODY = Prisma.sql`SELECT 0::bigint AS id WHERE false`;

/**
 * What moves a locked order to its end, as parts of a statement: state, timeline, audit event, webhook deliveries (`told`)
 * and the account's residual (`carried`). Until its next reading the account shows the last one and this order.
 */
function settleCtes(ctx: Context, order: LockedOrder, settlement: Settlement, also: Prisma.Sql[]): Prisma.Sql {
  const { to } = settlement;
  const came = to === 'succeeded' ? chargeFor(order, settlement.delivered ?? null) : null;
  const detail =
    came?.delivered == null
      ? settlement.detail
      : `${settlement.detail} ${came.delivered} of ${order.quantity} IPs came.`;
  const evidence = settlement.evidence ? JSON.stringify(settlement.evidence) : null;
  const parts = [
    orderEventSql(ctx, { orderId: order.id, from: order.status, to, detail }),
    auditEventSql(ctx, {
      action: `order.${to}`,
      entity: 'order',
      entityId: order.id,
      agentId: order.agentId,
      before: { status: order.status },
      after: { status: to, detail },
    }),
    ...also,
  ];
  const quantity = to === 'succeeded' && order.accountId !== null ? orderQuantity(order) : null;
  const change = order.type === 'deduct' ? -(quantity?.amount ?? 0n) : (quantity?.amount ?? 0n);
  const carried = quantity
    ? Prisma.sql`
      UPDATE upstream_account ua SET residual = ua.residual + ${change}::bigint, recharged = ua.recharged + ${change}::bigint
      FROM connection k WHERE ua.id = ${order.accountId} AND k.id = ua.connection_id AND k.usage_asset = ${quantity.asset}
      RETURNING ua.id`
    : NOBODY;
  const providerOrderId = settlement.providerOrderId || order.providerOrderId;
  const news = to === 'cancelled' ? null : deliveriesSql(ctx, orderNews({ ...order, providerOrderId }, to));
  const ctes = parts.map((part, index) => Prisma.sql`${Prisma.raw(`part${index}`)} AS (${part}), `);
  return Prisma.sql`
    ${Prisma.join(ctes, '')}
    settled AS (
      UPDATE "order" SET status = ${to}::"OrderStatus", settled_at = ${ctx.now()}, lease_owner = NULL, lease_until = NULL,
        next_attempt_at = NULL, provider_order_id = coalesce(${settlement.providerOrderId || null}::text, provider_order_id),
        evidence = coalesce(${evidence}::jsonb, evidence),
        price_minor = ${came ? came.charged : order.priceMinor}::bigint,
        delivered = coalesce(${came?.delivered ?? null}::int, delivered),
        residual_after = coalesce(${settlement.residualAfter ?? null}::bigint, residual_after)
      WHERE id = ${order.id}),
    carried AS (${carried}), told AS (${news ?? NOBODY})`;
}

/**
 * Ends an order that the caller has locked: state, money, traffic, timeline and audit. False, and nothing done, in a
 * state that it may not leave. `also`: statements that belong to the same moment.
 */
export async function settleLocked(
  tx: SqlRunner,
  ctx: Context,
  order: LockedOrder,
  settlement: Omit<Settlement, 'orderId'>,
  also: Prisma.Sql[] = [],
): Promise<boolean> {
  if (!settlement.from.includes(order.status)) return false;
  const ctes = settleCtes(ctx, order, { ...settlement, orderId: order.id }, also);
  const { charged } = chargeFor(order, settlement.delivered ?? null);
  const entries = settlementEntries(order, settlement.to, charged);
  const told = Prisma.sql`ARRAY(SELECT id::text FROM told) AS told`;
  // Where its customer stands in the lists: soon after, by a statement of its own.
  if (settlement.to === 'succeeded' && order.accountId !== null) keepStandingsSoon({ accountIds: [order.accountId] });
  if (entries.length === 0) {
    const [done] = await tx.$queryRaw<{ told: string[] }[]>(Prisma.sql`WITH ${ctes} SELECT ${told}`);
    await enqueueDeliveries(tx, done?.told ?? []);
    return true;
  }
  const posting = postingParts(ctx, entries, 'carried');
  const rows = await tx.$queryRaw<(PostingRow & { told: string[] })[]>(Prisma.sql`
    WITH ${ctes}, ${posting.ctes} SELECT ${told}, w.reference, w.id, w.input_hash, w.available FROM ${posting.rows}`);
  await posting.finish(tx, rows);
  await enqueueDeliveries(tx, rows[0]?.told ?? []);
  return true;
}

/**
 * Ends an order: state, money, traffic, timeline and audit in the caller's transaction. The order's row lock decides
 * between racing callers: false means that somebody else has settled it.
 */
export async function settleOrder(tx: SqlRunner, ctx: Context, settlement: Settlement): Promise<boolean> {
  const order = await lockOrder(tx, settlement.orderId);
  return order !== null && settleLocked(tx, ctx, order, settlement);
}

/** A stored residual in bytes, for evidence. */
export function residualBytes(order: { asset: string | null }, residual: bigint | null): number | null {
  const quantity = orderQuantity({ amount: residual, asset: order.asset });
  return quantity ? byteNumber(toBytes(quantity)) : null;
}
