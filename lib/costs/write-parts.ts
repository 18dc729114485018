import { TRAFFIC_ASSETS, type TrafficAsset } from '@/lib/core/assets';
import { Prisma, type Tx } from '@/lib/infra/db';
import type { Part, Sale } from './allocate';
import { firstOpenMonth, monthOf } from './months';
import { toMicro } from './read-book';
import { rollUp } from './roll-up';

/** A succeeded order, as far as its cost goes. */
export type OrderRow = {
  id: number;
  type: 'top_up' | 'deduct' | 'ip_open' | 'ip_renew';
  account_id: number | null;
  customer_id: number | null;
  agent_id: number | null;
  amount: bigint | null;
  asset: string | null;
  amount_gb: bigint | null;
  price_minor: bigint | null;
  currency: string | null;
  settled_at: Date;
};

/** An order's traffic; null for IPs. */
export function saleOf(row: OrderRow): Sale | null {
  const { amount, asset } = row;
  if (amount === null || asset === null || !(asset in TRAFFIC_ASSETS)) return null;
  return {
    orderId: row.id,
    accountId: row.account_id,
    at: row.settled_at.getTime(),
    back: row.type === 'deduct',
    amount,
    // The name was checked above.
    asset: asset as TrafficAsset,
    gb: row.amount_gb ?? 0n,
    soldIn: revenueOf(row).currency,
  };
}

/** The one part of an IP order, until its price is seen in the provider's list. */
export function ipPart(row: OrderRow): Part {
  const nothing = {
    blockId: null,
    returns: null,
    amount: 0n,
    gb: 0n,
    cost: 0n,
    currency: '',
    soldIn: revenueOf(row).currency,
  };
  return { ...nothing, orderId: row.id, no: 1, basis: 'unknown' };
}

/** What was charged, in millionths; nothing for what comes back. */
function revenueOf(row: OrderRow): { micro: bigint; currency: string } {
  if (row.price_minor === null || row.currency === null || row.type === 'deduct') {
    return { micro: 0n, currency: '' };
  }
  return { micro: toMicro(row.price_minor, row.currency), currency: row.currency };
}

/** Writes a batch's rows under ids of its own, so that rows can point at each other. */
export async function writeParts(tx: Tx, connectionId: number, orders: readonly OrderRow[], parts: readonly Part[]) {
  const open = await firstOpenMonth(tx);
  const byId = new Map(orders.map((row) => [row.id, row]));
  const ids = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT nextval(pg_get_serial_sequence('cost_allocation', 'id')) AS id FROM generate_series(1, ${parts.length}::int)`;
  const idAt = (index: number) => String(ids[index]?.id ?? 0n);
  const rows = parts.map((part, index) => {
    const order = byId.get(part.orderId);
    if (!order) throw new Error('a part belongs to an order of its batch');
    const month = monthOf(order.settled_at);
    const isIp = order.amount === null;
    const revenue = revenueOf(order);
    const { returns } = part;
    return {
      id: idAt(index),
      order_id: part.orderId,
      no: part.no,
      account_id: order.account_id,
      customer_id: order.customer_id ?? 0,
      agent_id: order.agent_id ?? 0,
      // What became known after its month was closed counts in the first open one.
      month: open !== null && month < open ? open : month,
      settled_at: order.settled_at.toISOString(),
      block_id: part.blockId,
      returns: returns === null ? null : 'id' in returns ? String(returns.id) : idAt(returns.index),
      amount: isIp ? null : String(part.amount),
      asset: order.asset,
      gb: String(part.gb),
      basis: part.basis,
      cost_micro: String(part.cost),
      cost_currency: part.currency,
      revenue_micro: String(part.no === 1 ? revenue.micro : 0n),
      sale_currency: part.soldIn,
    };
  });
  await tx.$executeRaw`
    INSERT INTO cost_allocation (id, order_id, no, connection_id, account_id, customer_id, agent_id, month, settled_at,
      block_id, returns, amount, asset, gb, basis, cost_micro, cost_currency, revenue_micro, sale_currency)
    SELECT id, order_id, no, ${connectionId}, account_id, customer_id, agent_id, month, settled_at, block_id, returns, amount,
      asset, gb, basis, cost_micro, cost_currency, revenue_micro, sale_currency
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(id bigint, order_id int, no int, account_id int,
      customer_id int, agent_id int, month text, settled_at timestamptz, block_id int, returns bigint, amount bigint, asset text,
      gb bigint, basis text, cost_micro bigint, cost_currency text, revenue_micro bigint, sale_currency text)`;
  await tx.$executeRaw`
    UPDATE cost_allocation a SET returned = a.returned - r.amount
    FROM (SELECT returns, sum(amount) AS amount FROM cost_allocation
      WHERE id = ANY(${ids.map(({ id }) => id)}) AND returns IS NOT NULL GROUP BY 1) r WHERE a.id = r.returns`;
  await rollUp(tx, 1, Prisma.sql`id = ANY(${ids.map(({ id }) => id)})`);
}
