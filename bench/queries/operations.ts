import type { Client } from 'pg';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { encodeCursor } from '@/lib/core/paging';
import { listCustomers } from '@/lib/customers';
import { getDailyUsageJson, type UsageGroup } from '@/lib/usage';
import { ctx } from '../machine/installation';
import { afresh } from './afresh';
import { ROUND_TRIP, rollUpRead } from './limits';
import { addOrderQuestions } from './orders';
import { addPages, agentContext } from './pages';
import { addRankings } from './rankings';
import { addSearches } from './searches';

/** Rows of a page: fewer than the smaller database has. */
const PAGE = 20;

export type Operations = Map<string, () => Promise<unknown>>;

export type Sample = {
  connectionId: number;
  accountId: number;
  externalId: string;
  customerId: number;
  name: string;
  email: string;
  agentId: number;
  orderId: number;
  /** The day of that order, UTC. */
  orderDay: string;
  emptyConnectionId: number;
  billingAccountId: number;
  /** Ids in the middle of that wallet's ledger, of the audit log and of the provider's records (the last as a cursor). */
  transactionId: string;
  auditEventId: string;
  record: string;
  /** From `orderDay` on, this many days hold as many orders as are to be compared. */
  comparedDays: number;
};

/** Picks rows in the middle of each table to ask about, and the days that hold `compared` orders. Throws on an empty database. */
async function sample(client: Client, compared: number): Promise<Sample> {
  const { rows } = await client.query<Omit<Sample, 'transactionId' | 'record'>>(
    `
    SELECT a.connection_id AS "connectionId", a.id AS "accountId", a.external_id AS "externalId", c.id AS "customerId",
      c.name, c.email, c.agent_id AS "agentId", g.billing_account_id AS "billingAccountId", o.id AS "orderId",
      o.created_at::date::text AS "orderDay", 0 AS "emptyConnectionId",
      (SELECT (min(id) + max(id)) / 2 FROM audit_event)::text AS "auditEventId",
      -- Both lists are a day wider on both ends.
      (SELECT greatest(1, round($1::numeric * extract(epoch FROM max(created_at) - min(created_at)) / 86400 / count(*) - 2))::int FROM "order") AS "comparedDays"
    FROM upstream_account a JOIN customer c ON c.id = a.customer_id JOIN agent g ON g.id = c.agent_id,
      "order" o WHERE o.id = (SELECT (min(id) + max(id)) / 2 FROM "order")
    AND a.id >= (SELECT (min(id) + max(id)) / 2 FROM upstream_account) ORDER BY a.id LIMIT 1`,
    [compared],
  );
  const [row] = rows;
  if (!row) throw new Error('The database is empty.');
  const places = await client.query<{ transaction: string; at: Date; record: string }>(
    `SELECT (SELECT id::text FROM ledger_transaction WHERE billing_account_id = $1 AND id >= (SELECT (min(id) + max(id)) / 2
        FROM ledger_transaction WHERE billing_account_id = $1) ORDER BY id LIMIT 1) AS transaction, at, id::text AS record
    FROM provider_record WHERE at >= $2 ORDER BY at, id LIMIT 1`,
    [row.billingAccountId, `${row.orderDay}T12:00:00Z`],
  );
  const [place] = places.rows;
  if (!place) throw new Error('The database has no records of a provider.');
  return { ...row, transactionId: place.transaction, record: `${place.at.toISOString()}|${place.record}` };
}

function addSeries(operations: Operations, of: Sample, days: number, top: number): void {
  const to = addDays(dayIn('Asia/Shanghai', ctx.now()), -1);
  const range = { from: addDays(to, 1 - days), to };
  const add = (what: string, query: object) =>
    operations.set(
      `day series ${what}, ${days} days`,
      afresh(() => getDailyUsageJson(ctx, { ...range, ...query })),
    );
  add('of everything', {});
  const groups: UsageGroup[] = ['connection', 'agent', 'customer', 'account'];
  for (const groupBy of groups) add(`by ${groupBy}`, groupBy === 'connection' ? { groupBy } : { groupBy, top });
  add('of one agent', { agentId: of.agentId });
  add('of one customer', { customerId: of.customerId });
  add('of one account', { accountId: of.accountId });
  const again = { ...range, groupBy: 'agent', top } as const;
  operations.set(`day series by agent, asked again, ${days} days`, () => getDailyUsageJson(ctx, again));
}

/**
 * Every question that a chart or a list asks, and the limits, by name. `top` groups are as many as the smaller database has
 * of each kind, and `compared` orders reconciled, so that answers of both sizes are equally long.
 */
export async function operationsOf(client: Client, top: number, compared: number): Promise<Operations> {
  const of = await sample(client, compared);
  const operations: Operations = new Map();
  operations.set(ROUND_TRIP, () => client.query({ name: 'one', text: 'SELECT 1' }));
  for (const days of [30, 365]) {
    const text = `SELECT day::text, upload, download, total FROM usage_by_connection
      WHERE connection_id = $1 AND day > current_date - $2::int ORDER BY day`;
    operations.set(rollUpRead(days), () =>
      client.query({ name: 'roll-up', text, values: [of.connectionId, days + 1] }),
    );
    addSeries(operations, of, days, top);
  }
  addRankings(operations, top);
  operations.set('customers, first page', () => listCustomers(ctx, { limit: PAGE }));
  operations.set('customers, page in the middle', () =>
    listCustomers(ctx, { limit: PAGE, cursor: encodeCursor(of.customerId) }),
  );
  operations.set('customers of one agent', () => listCustomers(ctx, { limit: PAGE, agentId: of.agentId }));
  addSearches(operations, of);
  addOrderQuestions(operations, of, { agent: agentContext(of.agentId), wallets: top });
  addPages(operations, of, top);
  return operations;
}
