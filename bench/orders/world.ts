import { createApiKey } from '@/lib/auth';
import { recordPayment } from '@/lib/billing';
import { createConnection } from '@/lib/connections';
import { parseMoney } from '@/lib/core/money';
import { createAccount, createAgent, createCustomer } from '@/lib/customers';
import { IPWEB_TOKEN } from '@/sandbox/credentials';
import { ctx } from '../machine/installation';
import type { Sandbox } from '../machine/sandbox';

/**
 * What one client tops up: the account of one customer, at a connection of its own (each has a request budget), of an agent
 * with money. `externalId` is the provider's number of the account.
 */
export type Seller = { accountId: number; externalId: string };

export type World = {
  /** Connection string of the database. */
  url: string;
  sandbox: Sandbox;
  sellers: Seller[];
  /** An admin's key for the HTTP API. */
  key: string;
};

async function addSeller(sandbox: Sandbox, index: number, externalId: string): Promise<Seller> {
  const connection = await createConnection(ctx, {
    provider: 'ipweb',
    name: `Client ${index}`,
    baseUrl: `${sandbox.url}/ipweb`,
    credentials: { token: IPWEB_TOKEN },
    settings: { requestsPerMinute: 6000, recordLagMinutes: 0 },
  });
  const agent = await createAgent(ctx, {
    name: `Agent ${index}`,
    email: `agent-${index}@bench.example`,
    currency: 'USD',
    // So that the 0.01 GB of an order cost something: 10 cents are held and then earned.
    pricePerGb: { price: 10_000_000n, currency: 'USD' },
  });
  const customer = await createCustomer(ctx, { name: `Customer ${index}`, agentId: Number(agent.id) });
  const account = await createAccount(ctx, {
    connectionId: Number(connection.id),
    externalId,
    customerId: Number(customer.id),
  });
  const amount = parseMoney({ amount: '1000000.00', currency: 'USD' });
  if (!amount) throw new Error('no money');
  const payment = { amount, reference: `OPENING-${index}`, method: 'bank' as const, note: null };
  await recordPayment(ctx, { agentId: Number(agent.id) }, payment, { idempotencyKey: payment.reference });
  return { accountId: Number(account.id), externalId };
}

/** Fills this process's database and the sandbox with `count` sellers, each with a customer of its own at the provider. */
export async function makeWorld(url: string, sandbox: Sandbox, count: number): Promise<World> {
  await sandbox.control('seed', 'POST', { provider: 'ipweb', customers: count, days: 1 });
  const sellers: Seller[] = [];
  for (let index = 0; index < count; index++) sellers.push(await addSeller(sandbox, index, String(100_001 + index)));
  const { key } = await createApiKey(ctx, { name: 'bench', role: 'admin' });
  return { url, sandbox, sellers, key };
}
