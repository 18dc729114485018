import { actorKey, type Context } from '@/lib/core/actor';
import type { Tx } from '@/lib/infra/db';

/** The ledger's accounts of the connection's agents, by the names that lib/ledger/accounts.ts gives them. */
export async function addLedgerAccounts(tx: Tx, connectionId: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO ledger_account (code, asset, billing_account_id)
    SELECT word || ':' || g.billing_account_id, 'USD/2', g.billing_account_id
    FROM (SELECT DISTINCT g.billing_account_id FROM upstream_account a JOIN customer c ON c.id = a.customer_id
      JOIN agent g ON g.id = c.agent_id WHERE a.connection_id = ${connectionId}::int) g, unnest(ARRAY['wallet', 'hold']) word
    UNION ALL SELECT code, 'USD/2', NULL FROM unnest(ARRAY['payments:bank:USD', 'revenue:USD']) code
    UNION ALL SELECT word || ':' || ${connectionId}::int || ':IPWEB_MB', 'IPWEB_MB', NULL FROM unnest(ARRAY['stock', 'sold']) word
    ON CONFLICT (code) DO NOTHING`;
}

/** For each agent whose wallet does not cover the orders to come: one payment in whole hundreds, a moment before the first. */
async function addPayments(tx: Tx, ctx: Context, label: string): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE synthetic_payment (id int, billing_account_id int, agent_id int, amount bigint, at timestamptz(3),
      transaction_id bigint) ON COMMIT DROP`;
  await tx.$executeRaw`
    INSERT INTO synthetic_payment
    SELECT nextval(pg_get_serial_sequence('payment', 'id')), b.id, o.agent_id, (o.price - b.wallet + 9999) / 10000 * 10000, o.at,
      nextval(pg_get_serial_sequence('ledger_transaction', 'id'))
    FROM (SELECT billing_account_id, min(agent_id) AS agent_id, sum(price)::bigint AS price,
        (SELECT min(at) FROM synthetic_order) - interval '1 millisecond' AS at FROM synthetic_order GROUP BY 1) o
    JOIN (SELECT id, wallet FROM billing_account WHERE id IN (SELECT billing_account_id FROM synthetic_order)
      ORDER BY id FOR UPDATE) b ON b.id = o.billing_account_id
    WHERE o.price > b.wallet ORDER BY b.id`;
  const by = actorKey(ctx.actor);
  await tx.$executeRaw`
    INSERT INTO payment (id, billing_account_id, amount, currency, method, reference, note, transaction_id, made_by, at)
    SELECT id, billing_account_id, amount, 'USD', 'bank', 'TT-' || ${label}::text || '-' || id, 'Synthetic', transaction_id, ${by}, at
    FROM synthetic_payment ORDER BY id`;
  await tx.$executeRaw`
    INSERT INTO audit_event (at, actor, actor_name, action, entity, entity_id, agent_id, after)
    SELECT at, ${by}, ${ctx.actor.name}, 'payment.recorded', 'payment', id::text, agent_id, jsonb_build_object('amount', amount::text,
      'currency', 'USD', 'reference', 'TT-' || ${label}::text || '-' || id) FROM synthetic_payment ORDER BY id`;
}

/**
 * One row for each transaction to be, in their order, with its one posting and what it does to wallet and hold. None is dated
 * before those that its wallet has from the batch before, some of which end after this one begins.
 */
async function planEntries(tx: Tx, { connectionId, label }: { connectionId: number; label: string }): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE synthetic_entry (id bigint, at timestamptz(3), kind text, reference text, billing_account_id int,
      order_id int, balance_after bigint, note text, source text, destination text, asset text, amount bigint, wallet bigint,
      held bigint) ON COMMIT DROP`;
  await tx.$executeRaw`
    INSERT INTO synthetic_entry
    SELECT coalesce(made, nextval(pg_get_serial_sequence('ledger_transaction', 'id'))), greatest(at, posted_at), kind, reference, billing_account_id,
      order_id, balance, note, source, destination, asset, amount, wallet, held
    FROM (
      SELECT e.*, b.posted_at, CASE WHEN e.billing_account_id IS NOT NULL THEN b.wallet + b.held + sum(e.wallet + e.held)
        OVER (PARTITION BY e.billing_account_id ORDER BY e.at, e.order_id NULLS FIRST, e.step) END AS balance
      FROM (
        SELECT transaction_id AS made, at, 0 AS step, 'payment' AS kind, 'payment:' || p.id AS reference, billing_account_id,
          NULL::int AS order_id, 'TT-' || ${label}::text || '-' || p.id AS note, 'payments:bank:USD' AS source, 'wallet:' || billing_account_id AS destination,
          'USD/2' AS asset, amount, amount AS wallet, 0 AS held FROM synthetic_payment p
        UNION ALL SELECT NULL, at, 1, 'hold', 'order:' || id || ':hold', billing_account_id, id, NULL, 'wallet:' || billing_account_id,
          'hold:' || billing_account_id, 'USD/2', price, -price, price FROM synthetic_order WHERE price > 0
        UNION ALL SELECT NULL, settled_at, 2, 'sale', 'order:' || id || ':sale', billing_account_id, id, NULL,
          'hold:' || billing_account_id, 'revenue:USD', 'USD/2', price, 0, -price
          FROM synthetic_order WHERE price > 0 AND status = 'succeeded'
        UNION ALL SELECT NULL, settled_at, 2, 'release', 'order:' || id || ':release', billing_account_id, id, NULL,
          'hold:' || billing_account_id, 'wallet:' || billing_account_id, 'USD/2', price, price, -price
          FROM synthetic_order WHERE price > 0 AND status IN ('rejected', 'cancelled')
        UNION ALL SELECT NULL, settled_at, 3, 'stock', 'order:' || id || ':stock', NULL, id, NULL,
          CASE type WHEN 'deduct' THEN 'sold:' ELSE 'stock:' END || ${connectionId}::int || ':IPWEB_MB',
          CASE type WHEN 'deduct' THEN 'stock:' ELSE 'sold:' END || ${connectionId}::int || ':IPWEB_MB',
          'IPWEB_MB', gb * 1024000000, 0, 0 FROM synthetic_order WHERE status = 'succeeded'
      ) e LEFT JOIN billing_account b ON b.id = e.billing_account_id
      ORDER BY e.at, e.order_id NULLS FIRST, e.step) ordered`;
  await tx.$executeRaw`ANALYZE synthetic_entry`;
}

/**
 * Everything that a batch of orders does to the ledger: payments, holds, sales, releases and traffic out of stock. Wallets move
 * with it. Returns how many transactions were added.
 */
export async function addMoney(tx: Tx, ctx: Context, load: { connectionId: number; label: string }): Promise<number> {
  await addPayments(tx, ctx, load.label);
  await planEntries(tx, load);
  const transactions = await tx.$executeRaw`
    INSERT INTO ledger_transaction (id, at, kind, reference, input_hash, billing_account_id, order_id, balance_after, note, actor)
    SELECT id, at, kind, reference, encode(sha256(reference::bytea), 'hex'), billing_account_id, order_id, balance_after, note,
      ${actorKey(ctx.actor)} FROM synthetic_entry ORDER BY id`;
  await tx.$executeRaw`
    INSERT INTO posting (transaction_id, source, destination, asset, amount)
    SELECT e.id, s.id, d.id, e.asset, e.amount FROM synthetic_entry e
    JOIN ledger_account s ON s.code = e.source JOIN ledger_account d ON d.code = e.destination ORDER BY e.id`;
  await tx.$executeRaw`
    UPDATE billing_account b SET wallet = b.wallet + e.wallet, held = b.held + e.held, posted_at = e.at
    FROM (SELECT billing_account_id AS id, max(at) AS at, sum(wallet)::bigint AS wallet, sum(held)::bigint AS held FROM synthetic_entry
      WHERE billing_account_id IS NOT NULL GROUP BY 1) e WHERE e.id = b.id`;
  return transactions;
}
