import { db, inTransaction } from '@/lib/infra/db';
import { moveAccountUsage, moveCustomerUsage } from './move-usage';

/** Rows that tests of usage need, with made-up names. */
let counter = 0;
const next = () => ++counter;

/** A connection straight in the database, never called; its id. */
export async function addConnection(provider: 'ipweb' | 'freebit'): Promise<number> {
  const data = {
    provider,
    name: `Connection ${next()}`,
    baseUrl: 'https://provider.example',
    credentials: '',
    settings: { timeZone: provider === 'ipweb' ? 'Asia/Shanghai' : 'Asia/Tokyo' },
    usageAsset: provider === 'ipweb' ? 'IPWEB_MB' : 'FREEBIT_KB1000',
    status: 'ok' as const,
  };
  return (await db().connection.create({ data })).id;
}

/** An agent with a billing account in USD; its id. */
export async function addAgent(): Promise<number> {
  const no = next();
  const data = {
    name: `Agent ${no}`,
    email: `agent-${no}@example.com`,
    currency: 'USD',
    billingAccount: { create: { name: `Agent ${no}`, currency: 'USD' } },
  };
  return (await db().agent.create({ data })).id;
}

/** A customer of the agent, or with null of the house; its id. */
export async function addCustomer(agentId: number | null): Promise<number> {
  return (await db().customer.create({ data: { name: `Customer ${next()}`, agentId } })).id;
}

/** An account of the customer, or of nobody; its id. */
export async function addAccount(connectionId: number, customerId: number | null): Promise<number> {
  const data = { connectionId, customerId, externalId: `account-${next()}`, kind: 'customer' as const };
  return (await db().upstreamAccount.create({ data })).id;
}

/** Gives an account to another customer as the customers' verb does. */
export async function moveAccount(id: number, toCustomerId: number | null): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM upstream_account WHERE id = ${id} FOR UPDATE`;
    const before = await tx.upstreamAccount.findUniqueOrThrow({ where: { id } });
    await tx.upstreamAccount.update({ where: { id }, data: { customerId: toCustomerId } });
    await moveAccountUsage(tx, { accountId: id, fromCustomerId: before.customerId, toCustomerId });
  });
}

/** Gives a customer to another agent as the customers' verb does. */
export async function moveCustomer(id: number, toAgentId: number | null): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM customer WHERE id = ${id} FOR UPDATE`;
    const before = await tx.customer.findUniqueOrThrow({ where: { id } });
    await tx.customer.update({ where: { id }, data: { agentId: toAgentId } });
    await moveCustomerUsage(tx, { customerId: id, fromAgentId: before.agentId, toAgentId });
  });
}

/** Roll-up rows that differ from the sums over the raw days, in either direction. */
export async function rollUpDrift(): Promise<unknown[]> {
  return db().$queryRaw`
    WITH raw AS (
      SELECT a.connection_id, coalesce(a.customer_id, 0) AS customer_id, coalesce(c.agent_id, 0) AS agent_id, u.day,
        coalesce(u.upload, 0) AS upload, coalesce(u.download, 0) AS download, u.total,
        (u.upload IS NOT NULL AND u.download IS NOT NULL)::int AS split,
        a.customer_id IS NULL OR l.customer_id IS NOT NULL AS kept
      FROM usage_day u JOIN upstream_account a ON a.id = u.account_id LEFT JOIN customer c ON c.id = a.customer_id
        LEFT JOIN usage_large_customer l ON l.customer_id = a.customer_id
    ), truth AS (
      SELECT 'connection' AS of, 0 AS key, connection_id, day, sum(upload) u, sum(download) d, sum(total) t, count(*) n, sum(split) s
        FROM raw GROUP BY connection_id, day
      UNION ALL SELECT 'agent', agent_id, connection_id, day, sum(upload), sum(download), sum(total), count(*), sum(split)
        FROM raw GROUP BY agent_id, connection_id, day
      UNION ALL SELECT 'customer', customer_id, connection_id, day, sum(upload), sum(download), sum(total), count(*), sum(split)
        FROM raw WHERE kept GROUP BY customer_id, connection_id, day
    ), kept AS (
      SELECT 'connection' AS of, 0 AS key, connection_id, day, upload::numeric u, download::numeric d, total::numeric t,
        accounts::bigint n, split::bigint s FROM usage_by_connection
      UNION ALL SELECT 'agent', agent_id, connection_id, day, upload, download, total, accounts, split FROM usage_by_agent
      UNION ALL SELECT 'customer', customer_id, connection_id, day, upload, download, total, accounts, split FROM usage_by_customer
    )
    (SELECT 'missing' AS what, of, key, day::text FROM (SELECT * FROM truth EXCEPT SELECT * FROM kept) AS x LIMIT 3)
    UNION ALL (SELECT 'wrong', of, key, day::text FROM (SELECT * FROM kept EXCEPT SELECT * FROM truth) AS x LIMIT 3)`;
}
