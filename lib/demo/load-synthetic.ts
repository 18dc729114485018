import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { addDays, dayIn, eachDay } from '@/lib/core/calendar-date';
import { keepStandingsOf } from '@/lib/customers';
import { seal } from '@/lib/infra/crypto';
import { db, Prisma, type Tx } from '@/lib/infra/db';
import { parseSettings } from '@/lib/providers/registry';
import { ensureMonths } from '@/lib/usage';
import { addOrders, ordersFor, ROWS_AN_ORDER } from './synthetic-orders';
import { addRollUps, addUsage } from './synthetic-usage';
import { FIRST_WORDS, SECOND_WORDS } from './synthetic-words';

const TIME_ZONE = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;
/** For one transaction: tens of thousands of customers take minutes, as each is indexed for the search at once. */
const TIMEOUT_MS = 900_000;
const CUSTOMERS_PER_AGENT = 250;
const MOST_AGENTS = 200;

export type SyntheticLoad = {
  connectionId: string;
  agents: number;
  customers: number;
  accounts: number;
  days: number;
  usageRows: number;
  orders: number;
  /** Lines of the provider's own lists that match the orders. */
  providerRecords: number;
  /** Ledger transactions of the orders and of the payments that cover them. */
  transactions: number;
};

/** Told now and then: rows written so far and rows in all, of usage and of what orders leave. */
type Progress = (done: number, total: number) => void;

/** A connection for the load alone. It is switched off: nothing is ever read from it, so its figures stay as they are. */
async function addConnection(tx: Tx, ctx: Context, label: string): Promise<number> {
  const { id } = await tx.connection.create({
    data: {
      provider: 'ipweb',
      name: `Synthetic ${label}`,
      baseUrl: 'https://synthetic.invalid',
      credentials: seal(JSON.stringify({ token: 'none' }), 'connection'),
      settings: JSON.parse(JSON.stringify(parseSettings('ipweb', {}))),
      usageAsset: 'IPWEB_MB',
      status: 'disabled',
      statusDetail: 'Synthetic data for trials and benchmarks. Nothing is read from it or sent to it.',
      statusSince: ctx.now(),
      lastSyncedAt: ctx.now(),
    },
    select: { id: true },
  });
  return id;
}

/** One agent for each 250 customers, with a price in whole cents that is in force before the first order. */
async function addAgents(tx: Tx, ctx: Context, label: string, { customers, from }: { customers: number; from: Date }) {
  const count = Math.min(MOST_AGENTS, Math.ceil(customers / CUSTOMERS_PER_AGENT));
  const rows = await tx.$queryRaw<{ id: number }[]>(Prisma.sql`
    WITH billing AS (
      INSERT INTO billing_account (name, currency)
      SELECT 'Synthetic agent ' || n || ' ' || ${label}, 'USD' FROM generate_series(1, ${count}::int) n RETURNING id, name),
    made AS (
      INSERT INTO agent (name, email, currency, billing_account_id)
      SELECT name, 'agent-' || id || '-' || ${label} || '@synthetic.example', 'USD', id FROM billing RETURNING id),
    priced AS (
      INSERT INTO price (agent_id, per_gb, currency, valid_from, created_by)
      SELECT id, (110 + id % 40) * 10000, 'USD', ${from}::timestamptz, ${actorKey(ctx.actor)} FROM made)
    SELECT id FROM made`);
  return rows.map(({ id }) => id);
}

/** Customers with one upstream account each, spread over the agents. Returns the accounts' ids in order. */
async function addCustomers(
  tx: Tx,
  load: { label: string; connectionId: number; agentIds: number[]; customers: number },
) {
  const { label, connectionId, agentIds, customers } = load;
  const rows = await tx.$queryRaw<{ first: number; last: number }[]>(Prisma.sql`
    WITH made AS (
      INSERT INTO customer (name, email, agent_id, tags)
      SELECT concat_ws(' ', (${FIRST_WORDS}::text[])[1 + n % ${FIRST_WORDS.length}::int],
          (${SECOND_WORDS}::text[])[1 + n * 7 / ${FIRST_WORDS.length}::int % ${SECOND_WORDS.length}::int], n, ${label}::text),
        lower((${SECOND_WORDS}::text[])[1 + n * 7 / ${FIRST_WORDS.length}::int % ${SECOND_WORDS.length}::int]) || n || '.' || ${label}::text || '@synthetic.example',
        (${agentIds}::int[])[1 + (n - 1) % ${agentIds.length}::int], ARRAY['synthetic']
      FROM generate_series(1, ${customers}::int) n RETURNING id, name, email),
    accounts AS (
      INSERT INTO upstream_account (connection_id, external_id, external_name, kind, customer_id, residual, recharged, residual_as_of)
      SELECT ${connectionId}, 's' || id, email, 'customer', id, (1 + id % 997)::bigint * 7340032000, (1 + id % 997)::bigint * 14680064000, now()
      FROM made ORDER BY id RETURNING id)
    SELECT min(id) AS first, max(id) AS last FROM accounts`);
  return rows[0] ?? { first: 0, last: -1 };
}

/**
 * Adds data for trials and benchmarks under a connection that is switched off: `customers` with one upstream account each,
 * `days` days of usage up to yesterday, and orders with everything that real ones leave behind. There is one order for each
 * account every 25 days, or `orders` of them in all. Every figure follows from the number of its account or order, so two
 * loads of one size are alike. Admins only; throws `forbidden` for others.
 */
export async function loadSynthetic(
  ctx: Context,
  input: { customers: number; days: number; orders?: number },
  report: Progress = () => undefined,
): Promise<SyntheticLoad> {
  requireRole(ctx.actor, 'admin');
  const { customers, days } = input;
  const to = addDays(dayIn(TIME_ZONE, ctx.now()), -1);
  const window = { from: addDays(to, 1 - days), to };
  const label = ctx.now().toISOString().replace(/\D/g, '').slice(2, 17);
  const from = new Date(`${window.from}T00:00:00+08:00`);
  const made = await db().$transaction(
    async (tx) => {
      const connectionId = await addConnection(tx, ctx, label);
      const agentIds = await addAgents(tx, ctx, label, { customers, from });
      const accounts = await addCustomers(tx, { label, connectionId, agentIds, customers });
      return { connectionId, agents: agentIds.length, ...accounts };
    },
    { timeout: TIMEOUT_MS },
  );
  await ensureMonths(db(), eachDay(window.from, window.to));
  const orders = input.orders ?? ordersFor(customers, days);
  const total = customers * days + orders * ROWS_AN_ORDER;
  const progress = { usage: 0, orders: 0 };
  const tell = (part: Partial<typeof progress>) => {
    Object.assign(progress, part);
    report(progress.usage + progress.orders * ROWS_AN_ORDER, total);
  };
  const times = { from, to: new Date(ctx.now().getTime() - HOUR_MS) };
  const [usageRows, counts] = await Promise.all([
    addUsage({ ...made, ...window, days }, (done) => tell({ usage: done })),
    addOrders(ctx, { ...made, ...times, label, timeZone: TIME_ZONE, orders }, (done) => tell({ orders: done })),
  ]);
  await db().$transaction(
    async (tx) => {
      await addRollUps(tx, made.connectionId, window);
      await recordAudit(tx, ctx, {
        action: 'demo.loaded',
        entity: 'connection',
        entityId: made.connectionId,
        after: { ...input, usageRows, ...counts },
      });
    },
    { timeout: TIMEOUT_MS },
  );
  // Until autovacuum comes by, PostgreSQL plans as for empty tables: a sync was a seventh slower.
  await db().$executeRaw`ANALYZE`;
  await keepStandingsOf(Prisma.sql`a.connection_id = ${made.connectionId}`);
  const { connectionId, agents, first, last } = made;
  return {
    connectionId: String(connectionId),
    agents,
    customers,
    accounts: last - first + 1,
    days,
    usageRows,
    ...counts,
  };
}
