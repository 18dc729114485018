import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { addDays, type CalendarDate, dayIn, eachDay } from '@/lib/core/calendar-date';
import { keepStandingsOf } from '@/lib/customers';
import { seal } from '@/lib/infra/crypto';
import { db, Prisma, type Tx } from '@/lib/infra/db';
import { parseSettings } from '@/lib/providers/registry';
import { ensureMonths } from '@/lib/usage';
import { addOrders, ordersFor, ROWS_AN_ORDER } from './synthetic-orders';
import { FIRST_WORDS, SECOND_WORDS } from './synthetic-words';

const TIME_ZONE = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;
/** For one transaction: there may be tens of thousands of customers, each found by its name at once. */
const LONG_MS = 900_000;
const CUSTOMERS_PER_AGENT = 250;
const MOST_AGENTS = 200;
/** Rows of usage written by one statement: large enough to be quick, small enough to show progress. */
const ROWS_A_STATEMENT = 250_000;

export type SyntheticLoad = {
  connectionId: string;
  agents: number;
  customers: number;
  accounts: number;
  days: number;
  usageRows: number;
  orders: number;
  /** The provider's lines that fit the orders, and what the orders and payments moved in the ledger. */
  providerRecords: number;
  transactions: number;
};

/** Rows written so far, of usage and of all that orders leave, and in the end. */
type Progress = (done: number, total: number) => void;

/** A connection of its own, switched off, so that nothing is ever asked of it and its figures stay what they are. */
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

/** Agents with a price in whole cents, in force since before the first order. */
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

/** Statements under way at a time: two cores are what a small machine has. */
const LANES = 2;

type UsageRange = { first: number; last: number; from: CalendarDate; to: CalendarDate; days: number };

/** Deterministic figures with weekdays and quiet accounts; one row an account and day. The accounts are new: nothing conflicts. */
function usageStatement({ from, to }: UsageRange, first: number, last: number): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO usage_day (account_id, day, upload, download, total, read_at, settled)
    SELECT a, d::date, u, u * 7 + x % 1000003, u * 8 + x % 1000003, now(), true
    FROM generate_series(${first}::int, ${last}::int) a,
      generate_series(${from}::date, ${to}::date, interval '1 day') d,
      LATERAL (SELECT abs(hashint4extended(a, d::date - date '2000-01-01')) AS x) r,
      LATERAL (SELECT (x % 400000000) * (CASE WHEN extract(isodow FROM d) > 5 THEN 6 ELSE 10 END) / 10 * (1 + a % 17) / 9 AS u) f`;
}

/** Returns how many rows were added. */
async function addUsage(range: UsageRange, report: (rows: number) => void): Promise<number> {
  const step = Math.max(1, Math.floor(ROWS_A_STATEMENT / range.days));
  let next = range.first;
  let done = 0;
  const lane = async () => {
    while (next <= range.last) {
      const first = next;
      const last = Math.min(range.last, first + step - 1);
      next = last + 1;
      const added = await db().$executeRaw(usageStatement(range, first, last));
      done += added; // not before: the other lane counts meanwhile
      report(done);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return done;
}

/** The roll-ups of the new connection, which has none yet, from its rows. */
async function addRollUps(
  tx: Tx,
  connectionId: number,
  window: { from: CalendarDate; to: CalendarDate },
): Promise<void> {
  const sums = Prisma.sql`sum(u.upload), sum(u.download), sum(u.total), count(*)::int, count(*)::int
    FROM usage_day u JOIN upstream_account a ON a.id = u.account_id JOIN customer c ON c.id = a.customer_id
    WHERE a.connection_id = ${connectionId}`;
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO usage_by_agent (agent_id, day, connection_id, upload, download, total, accounts, split)
    SELECT coalesce(c.agent_id, 0), u.day, ${connectionId}, ${sums} GROUP BY 1, 2`);
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO usage_by_connection (connection_id, day, upload, download, total, accounts, split)
    SELECT connection_id, day, sum(upload), sum(download), sum(total), sum(accounts), sum(split)
    FROM usage_by_agent WHERE connection_id = ${connectionId} GROUP BY 1, 2`);
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO usage_coverage (connection_id, day, read_at, settled)
    SELECT ${connectionId}, d::date, now(), true
    FROM generate_series(${window.from}::date, ${window.to}::date, interval '1 day') d`);
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO usage_version (connection_id, version) VALUES (${connectionId}, 1)
    ON CONFLICT (connection_id) DO UPDATE SET version = usage_version.version + 1`);
  await tx.$executeRaw(Prisma.sql`
    UPDATE upstream_account a SET last_usage_day = ${window.to}::date, recent_usage = s.total, recent_usage_days = s.days
    FROM (SELECT u.account_id, sum(u.total)::bigint AS total, count(*)::int AS days FROM usage_day u
      JOIN upstream_account b ON b.id = u.account_id
      WHERE b.connection_id = ${connectionId} AND u.day > ${window.to}::date - 7 GROUP BY 1) s WHERE s.account_id = a.id`);
}

/**
 * Adds synthetic customers (one upstream account each), `days` days of usage up to yesterday, and orders with all that they
 * leave, under a connection that is switched off: one order an account each 25 days, or `orders` of them. Figures follow
 * from the numbers of accounts and orders. For trials and benchmarks. Admins only.
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
    { timeout: LONG_MS },
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
    { timeout: LONG_MS },
  );
  // Until autovacuum came by, statements would be planned as for empty tables: a sync wrote a seventh slower.
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
