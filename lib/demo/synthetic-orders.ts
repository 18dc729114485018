import { actorKey, type Context } from '@/lib/core/actor';
import { db, type Tx } from '@/lib/infra/db';
import { addLedgerAccounts, addMoney } from './synthetic-money';

/** Days between two orders of an account. */
const DAYS_AN_ORDER = 25;
/** Orders written by one transaction, with all that belongs to them. */
const ORDERS_A_BATCH = 50_000;
/** Rows of all tables that one order makes, for the progress. */
export const ROWS_AN_ORDER = 15;
const TIMEOUT_MS = 600_000;

type OrderLoad = {
  connectionId: number;
  label: string;
  timeZone: string;
  /** The accounts' ids, which have no gaps. */
  first: number;
  last: number;
  from: Date;
  to: Date;
  orders: number;
};

type OrderCounts = { orders: number; providerRecords: number; transactions: number };

/** How many orders so many accounts make in so many days: at least one. */
export function ordersFor(accounts: number, days: number): number {
  return Math.max(1, Math.round((accounts * days) / DAYS_AN_ORDER));
}

/**
 * Fills the temporary table `synthetic_order` with the orders number `begin` to `end`, oldest first. Of each thousand 10 are
 * deducts, 10 were rejected, 5 cancelled before they were approved, and 5 accepted when they were sent again; the newest
 * three of a load still wait for somebody. Prices are whole cents a GB.
 */
async function planBatch(tx: Tx, load: OrderLoad, begin: number, end: number): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE synthetic_order (id int, reference text, type "OrderType", status "OrderStatus", twice boolean,
      account_id int, external_id text, external_name text, customer_id int, agent_id int, billing_account_id int, gb bigint,
      cents bigint, price bigint, at timestamptz(3), sent_at timestamptz(3), settled_at timestamptz(3)) ON COMMIT DROP`;
  const accounts = load.last - load.first + 1;
  // A small load has no order that waits, so that it looks finished.
  const open = load.orders >= 100 ? load.orders - 3 : load.orders;
  await tx.$executeRaw`
    INSERT INTO synthetic_order
    SELECT nextval(pg_get_serial_sequence('"order"', 'id')), 'gt' || left(md5(${load.label}::text || n), 23), type::"OrderType",
      status::"OrderStatus", twice, account_id, external_id, external_name, customer_id, agent_id, billing_account_id, gb, cents,
      CASE WHEN type = 'top_up' THEN gb * cents END, at, CASE WHEN twice THEN at + interval '15 seconds' ELSE at END,
      CASE status WHEN 'succeeded' THEN at + (CASE WHEN twice THEN 15300 ELSE 300 END + x % 1700) * interval '1 millisecond'
        WHEN 'rejected' THEN at + (300 + x % 1700) * interval '1 millisecond'
        WHEN 'cancelled' THEN at + (60 + x % 3000) * interval '1 second' END
    FROM (
      SELECT n, x, a.id AS account_id, a.external_id, a.external_name, a.customer_id, c.agent_id, g.billing_account_id,
        CASE WHEN r < 10 AND n < ${open}::int THEN 'deduct' ELSE 'top_up' END AS type,
        CASE WHEN n = ${open}::int THEN 'awaiting_approval' WHEN n > ${open}::int THEN 'unknown' WHEN r < 10 THEN 'succeeded'
          WHEN r < 20 THEN 'rejected' WHEN r < 25 THEN 'cancelled' ELSE 'succeeded' END AS status,
        r BETWEEN 25 AND 29 AND n < ${open}::int AS twice, 1 + x / 1048576 % (CASE WHEN r < 10 THEN 5 ELSE 50 END) AS gb,
        110 + c.agent_id % 40 AS cents, at
      FROM generate_series(${begin}::int, ${end}::int) n
      CROSS JOIN LATERAL (SELECT abs(hashint8extended(n, 7)) AS x) h
      CROSS JOIN LATERAL (SELECT x / 1024 % 1000 AS r,
          ${load.from}::timestamptz + (${load.to}::timestamptz - ${load.from}::timestamptz) * ((n + 0.5) / ${load.orders}::int) AS at) t
      JOIN upstream_account a ON a.id = ${load.first}::int + x % ${accounts}::int
      JOIN customer c ON c.id = a.customer_id JOIN agent g ON g.id = c.agent_id
      ORDER BY n) planned`;
  await tx.$executeRaw`ANALYZE synthetic_order`;
}

/**
 * Orders and their attempts. The lease of an unknown order is held for a hundred years: its connection is switched off, so
 * nobody may send it again.
 */
async function addOrderRows(tx: Tx, ctx: Context, connectionId: number): Promise<number> {
  const by = actorKey(ctx.actor);
  const orders = await tx.$executeRaw`
    INSERT INTO "order" (id, reference, type, status, connection_id, account_id, customer_id, agent_id, billing_account_id,
      amount_gb, amount, asset, price_minor, price_per_gb, currency, note, evidence, made_by, made_by_name, lease_owner,
      lease_until, attempt_count, unknown_since, created_at, settled_at)
    SELECT id, reference, type, status, ${connectionId}::int, account_id, customer_id, agent_id, billing_account_id,
      gb * 1000000, gb * 1024000000, 'IPWEB_MB', price, CASE WHEN price IS NOT NULL THEN cents * 10000 END,
      CASE WHEN price IS NOT NULL THEN 'USD' END, 'Synthetic',
      CASE WHEN twice THEN jsonb_build_object('kind', 'duplicate_answer', 'at', to_char(settled_at AT TIME ZONE 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'recordIds', '[]'::jsonb, 'residualBefore', NULL, 'residualAfter', NULL,
        'note', '订单已处理 (200)') END,
      ${by}, ${ctx.actor.name}, CASE WHEN status = 'unknown' THEN 'synthetic' END,
      CASE WHEN status = 'unknown' THEN at + interval '100 years' END,
      CASE WHEN status IN ('cancelled', 'awaiting_approval') THEN 0 WHEN twice THEN 2 ELSE 1 END,
      CASE WHEN status = 'unknown' THEN at + interval '10 seconds' END, at, settled_at
    FROM synthetic_order ORDER BY id`;
  await tx.$executeRaw`
    INSERT INTO attempt (order_id, no, at, finished_at, outcome, provider_code, message, request, response)
    SELECT id, no, CASE no WHEN 2 THEN sent_at ELSE at END,
      CASE WHEN doubtful THEN at + interval '10 seconds' ELSE settled_at END,
      (CASE WHEN doubtful THEN 'unknown' WHEN status = 'rejected' THEN 'rejected' WHEN no = 2 THEN 'duplicate' ELSE 'accepted' END)::"AttemptOutcome",
      CASE WHEN NOT doubtful THEN CASE status WHEN 'rejected' THEN '500' ELSE '200' END END,
      CASE WHEN doubtful THEN 'No answer within 10 seconds' WHEN status = 'rejected' THEN '余额不足' WHEN no = 2 THEN '订单已处理' ELSE '操作成功' END,
      'GET https://synthetic.invalid/api/agent/' || CASE type WHEN 'deduct' THEN 'deductionFlow?customerId=' || external_id
        ELSE 'rechargeTrafficCount?customerId=' || external_id || '&orderId=' || reference END || '&trafficCount=' || gb
        || E'\nToken: [redacted]',
      CASE WHEN NOT doubtful THEN CASE WHEN status = 'rejected' THEN '{"code":500,"msg":"余额不足"}'
        WHEN no = 2 THEN '{"code":200,"msg":"订单已处理"}' ELSE '{"code":200,"msg":"操作成功"}' END END
    FROM synthetic_order, generate_series(1, CASE WHEN twice THEN 2 ELSE 1 END) no,
      LATERAL (SELECT status = 'unknown' OR (twice AND no = 1) AS doubtful) d
    WHERE status NOT IN ('cancelled', 'awaiting_approval') ORDER BY id, no`;
  return orders;
}

/** The steps of each order as its page shows them, and the audit events of the same steps. */
async function addTimelines(tx: Tx, ctx: Context): Promise<void> {
  const by = actorKey(ctx.actor);
  await tx.$executeRaw`
    INSERT INTO order_event (order_id, at, "from", "to", actor, detail)
    SELECT o.id, e.at, e.before::"OrderStatus", e.after::"OrderStatus", ${by}, e.detail
    FROM synthetic_order o, LATERAL (
      SELECT 1 AS no, o.at, NULL AS before, CASE WHEN o.status IN ('cancelled', 'awaiting_approval') THEN 'awaiting_approval'
        ELSE 'queued' END AS after, NULL AS detail
      UNION ALL SELECT 2, o.at, 'queued', 'submitting', NULL WHERE o.status NOT IN ('cancelled', 'awaiting_approval')
      UNION ALL SELECT 3, o.at + interval '10 seconds', 'submitting', 'unknown', 'No answer within 10 seconds'
        WHERE o.twice OR o.status = 'unknown'
      UNION ALL SELECT 4, o.settled_at, CASE WHEN o.status = 'cancelled' THEN 'awaiting_approval' WHEN o.twice THEN 'unknown'
          ELSE 'submitting' END, o.status::text,
        CASE WHEN o.status = 'cancelled' THEN 'Cancelled before anything was sent' WHEN o.status = 'rejected' THEN '余额不足 (500)'
          WHEN o.twice THEN '订单已处理 (200)' ELSE '操作成功 (200)' END
        WHERE o.settled_at IS NOT NULL) e
    ORDER BY o.id, e.no`;
  await tx.$executeRaw`
    INSERT INTO audit_event (at, actor, actor_name, action, entity, entity_id, agent_id, before, after)
    SELECT e.at, ${by}, ${ctx.actor.name}, e.action, 'order', o.id::text, o.agent_id, e.before, e.after
    FROM synthetic_order o, LATERAL (
      SELECT o.at, 'order.created' AS action, NULL::jsonb AS before, jsonb_build_object('type', o.type, 'accountId', o.account_id,
        'amountGb', (o.gb * 1000000)::text, 'note', 'Synthetic', 'price', o.price::text) AS after
      UNION ALL SELECT o.settled_at, 'order.' || o.status, jsonb_build_object('status', CASE WHEN o.status = 'cancelled'
          THEN 'awaiting_approval' WHEN o.twice THEN 'unknown' ELSE 'submitting' END),
        jsonb_build_object('status', o.status, 'detail', CASE WHEN o.status = 'cancelled' THEN 'Cancelled before anything was sent'
          WHEN o.status = 'rejected' THEN '余额不足 (500)' WHEN o.twice THEN '订单已处理 (200)' ELSE '操作成功 (200)' END)
        WHERE o.settled_at IS NOT NULL) e
    ORDER BY e.at, o.id`;
}

/** What the provider's own lists would say of the orders it applied: times in whole seconds, without our reference. */
async function addRecords(tx: Tx, load: OrderLoad): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO provider_record (connection_id, kind, identity, external_account_id, external_account_name, amount, asset,
      operator, at, day, description, raw, order_id, first_seen_at)
    SELECT ${load.connectionId}::int, kind, md5(o.reference) || '-0', external_id, external_name,
      sign * gb * 1024000000, 'IPWEB_MB', 'reseller', s.at, (s.at AT TIME ZONE ${load.timeZone})::date, said,
      jsonb_build_object('customerId', external_id, 'account', external_name, 'flowCount', sign * gb * 1024, 'typeDesc', said,
        'createId', '1', 'createBy', 'reseller', 'createTime', to_char(s.at AT TIME ZONE ${load.timeZone}, 'YYYY-MM-DD HH24:MI:SS')),
      CASE WHEN twice THEN o.id END, s.at + interval '10 minutes'
    FROM synthetic_order o, LATERAL (SELECT date_trunc('second', o.at + interval '1 second') AS at,
      CASE type WHEN 'deduct' THEN 'consumption' ELSE 'recharge' END AS kind, CASE type WHEN 'deduct' THEN -1 ELSE 1 END AS sign,
      CASE type WHEN 'deduct' THEN '消耗' ELSE '充值' END AS said) s
    WHERE status = 'succeeded' ORDER BY o.id`;
}

/**
 * Writes orders with all that real ones leave behind: attempts, timelines, audit events, the provider's records, payments and
 * ledger transactions. Oldest first, 50,000 a transaction; a load that is cut off is whole as far as it got.
 */
export async function addOrders(ctx: Context, load: OrderLoad, report: (orders: number) => void): Promise<OrderCounts> {
  const done: OrderCounts = { orders: 0, providerRecords: 0, transactions: 0 };
  await db().$transaction((tx) => addLedgerAccounts(tx, load.connectionId));
  for (let begin = 0; begin < load.orders; begin += ORDERS_A_BATCH) {
    const end = Math.min(load.orders, begin + ORDERS_A_BATCH) - 1;
    await db().$transaction(
      async (tx) => {
        await planBatch(tx, load, begin, end);
        done.orders += await addOrderRows(tx, ctx, load.connectionId);
        await addTimelines(tx, ctx);
        done.providerRecords += await addRecords(tx, load);
        done.transactions += await addMoney(tx, ctx, load);
      },
      { timeout: TIMEOUT_MS },
    );
    report(done.orders);
  }
  // These orders were settled in the past, where the job that costs sales would not look again by itself.
  await db().$executeRaw`UPDATE cost_state SET swept_at = NULL WHERE connection_id = ${load.connectionId}`;
  return done;
}
