import { Prisma, type Tx } from '@/lib/infra/db';
import { addToRollUp, bumpVersions, LARGE_CUSTOMER_ACCOUNTS, lockUsage } from './internal';

/** The days of accounts that `where` selects (alias `a`), in the roll-ups' columns. */
function daysOf(where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT a.connection_id, u.day, coalesce(u.upload, 0) AS upload, coalesce(u.download, 0) AS download, u.total,
      1 AS accounts, (u.upload IS NOT NULL AND u.download IS NOT NULL)::int AS split
    FROM upstream_account a JOIN usage_day u ON u.account_id = a.id WHERE ${where}`;
}

async function connectionsOf(tx: Tx, where: Prisma.Sql): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT a.connection_id AS id FROM upstream_account a WHERE ${where}`;
  return rows.map((row) => row.id);
}

/** The agent's roll-up key of a customer; read under the lock, so that it is what the pages were written with. */
async function agentOf(tx: Tx, customerId: number | null): Promise<number> {
  if (customerId === null) return 0;
  const customer = await tx.customer.findUnique({ where: { id: customerId }, select: { agentId: true } });
  return customer?.agentId ?? 0;
}

async function isLarge(tx: Tx, customerId: number): Promise<boolean> {
  return (await tx.usageLargeCustomer.findUnique({ where: { customerId } })) !== null;
}

/** Starts keeping a customer's days once it has many accounts. */
async function enlarge(tx: Tx, customerId: number): Promise<void> {
  const accounts = await tx.upstreamAccount.count({ where: { customerId } });
  if (accounts < LARGE_CUSTOMER_ACCOUNTS) return;
  await tx.$executeRaw`INSERT INTO usage_large_customer (customer_id) VALUES (${customerId}) ON CONFLICT DO NOTHING`;
  await addToRollUp(tx, 'customer', customerId, daysOf(Prisma.sql`a.customer_id = ${customerId}`), 1);
}

/**
 * Keeps the roll-ups when an account changes hands: its whole history goes with it. Call it in the transaction that changes
 * `upstream_account.customer_id`, after that change.
 */
export async function moveAccountUsage(
  tx: Tx,
  input: {
    accountId: number;
    fromCustomerId: number | null;
    toCustomerId: number | null;
    /** Read again under the lock; given for the caller's own sake. */
    fromAgentId?: number | null;
    toAgentId?: number | null;
  },
): Promise<void> {
  const { accountId, fromCustomerId, toCustomerId } = input;
  if (fromCustomerId === toCustomerId) return;
  const touched = Prisma.sql`a.id = ${accountId} OR a.customer_id = ${toCustomerId}`;
  await lockUsage(tx, await connectionsOf(tx, touched));
  const days = daysOf(Prisma.sql`a.id = ${accountId}`);
  const fromAgent = await agentOf(tx, fromCustomerId);
  const toAgent = await agentOf(tx, toCustomerId);
  if (fromAgent !== toAgent) {
    await addToRollUp(tx, 'agent', toAgent, days, 1);
    await addToRollUp(tx, 'agent', fromAgent, days, -1);
  }
  if (fromCustomerId === null || (await isLarge(tx, fromCustomerId))) {
    await addToRollUp(tx, 'customer', fromCustomerId ?? 0, days, -1);
  }
  if (toCustomerId === null || (await isLarge(tx, toCustomerId))) {
    await addToRollUp(tx, 'customer', toCustomerId ?? 0, days, 1);
  } else {
    await enlarge(tx, toCustomerId);
  }
  await bumpVersions(tx, await connectionsOf(tx, Prisma.sql`a.id = ${accountId}`));
}

/** The customers of accounts that have just got one, with the roll-up key of their agents; read under the lock. */
async function holdersOf(tx: Tx, accounts: Prisma.Sql): Promise<{ id: number; agent: number; large: boolean }[]> {
  return tx.$queryRaw`
    SELECT c.id, coalesce(c.agent_id, 0) AS agent, l.customer_id IS NOT NULL AS large
    FROM customer c LEFT JOIN usage_large_customer l ON l.customer_id = c.id
    WHERE c.id IN (SELECT a.customer_id FROM upstream_account a WHERE ${accounts}) ORDER BY c.id`;
}

/**
 * The same for many accounts at once that belonged to nobody: their histories go to the customers that they have by now.
 * Call it in the transaction that gave them away, after that change; the accounts' rows are locked by then.
 */
export async function giveAccountsUsage(tx: Tx, input: { accountIds: readonly number[] }): Promise<void> {
  const given = Prisma.sql`a.id = ANY(${[...input.accountIds]}::int[]) AND a.customer_id IS NOT NULL`;
  const together = Prisma.sql`a.customer_id IN (SELECT a.customer_id FROM upstream_account a WHERE ${given})`;
  await lockUsage(tx, await connectionsOf(tx, together));
  const holders = await holdersOf(tx, given);
  for (const agent of new Set(holders.map((holder) => holder.agent))) {
    if (agent === 0) continue;
    const own = holders.filter((holder) => holder.agent === agent).map((holder) => holder.id);
    const days = daysOf(Prisma.sql`${given} AND a.customer_id = ANY(${own}::int[])`);
    await addToRollUp(tx, 'agent', agent, days, 1);
    await addToRollUp(tx, 'agent', 0, days, -1);
  }
  await addToRollUp(tx, 'customer', 0, daysOf(given), -1);
  for (const { id } of holders.filter(({ large }) => large)) {
    await addToRollUp(tx, 'customer', id, daysOf(Prisma.sql`${given} AND a.customer_id = ${id}`), 1);
  }
  const grown = await tx.$queryRaw<{ id: number }[]>`
    SELECT customer_id AS id FROM upstream_account
    WHERE customer_id = ANY(${holders.filter(({ large }) => !large).map(({ id }) => id)}::int[])
    GROUP BY customer_id HAVING count(*) >= ${LARGE_CUSTOMER_ACCOUNTS}::int`;
  for (const { id } of grown) await enlarge(tx, id);
  await bumpVersions(tx, await connectionsOf(tx, given));
}

/**
 * Keeps the roll-ups when a customer changes its agent: the history of all its accounts goes with it. Call it in the
 * transaction that changes `customer.agent_id`, after that change; the customer's row is locked by then.
 */
export async function moveCustomerUsage(
  tx: Tx,
  input: { customerId: number; fromAgentId: number | null; toAgentId: number | null },
): Promise<void> {
  if (input.fromAgentId === input.toAgentId) return;
  const own = Prisma.sql`a.customer_id = ${input.customerId}`;
  const connections = await connectionsOf(tx, own);
  await lockUsage(tx, connections);
  await addToRollUp(tx, 'agent', input.toAgentId ?? 0, daysOf(own), 1);
  await addToRollUp(tx, 'agent', input.fromAgentId ?? 0, daysOf(own), -1);
  await bumpVersions(tx, connections);
}
