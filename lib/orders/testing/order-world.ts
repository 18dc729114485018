import { beforeEach } from 'vitest';
import { startTestSandbox } from '@/bin/test/sandbox';
import { useWorld } from '@/bin/test/world';
import { recordPayment } from '@/lib/billing';
import { connectForOrders } from '@/lib/connections/testing';
import { type Context, systemContext } from '@/lib/core/actor';
import { parseMoney } from '@/lib/core/money';
import { createAccount, createAgent, createCustomer } from '@/lib/customers';
import { closeDb, db } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { proveOrders } from '@/lib/reconciliation';
import { runSync, startSync } from '@/lib/sync';
import { createOrder, getOrder, sweepOrders } from '../index';
import type { OrderDto } from '../schemas';

/** A provider sandbox, a connection to it, and one agent's customer with an account and money: what orders need. */
type OrderWorld = Awaited<ReturnType<typeof openOrderWorld>>;

type Effect = { orderId: string | null };

/** Who asks with an API key of this number: an admin, or an agent. */
export function keyOf(keyId: number, agentId: number | null = null): Context {
  const role = agentId === null ? ('admin' as const) : ('agent' as const);
  const actor = { kind: 'key' as const, keyId, name: `${role} key`, role, agentId, address: null };
  return { actor, now: () => new Date() };
}

/** The test's own context, `seconds` from now: what is due later becomes due. */
export function later(seconds: number): Context {
  return { ...systemContext('test'), now: () => new Date(Date.now() + seconds * 1000) };
}

/** The order after sweeps and proofs as time goes by, until it is settled or ten minutes have gone. */
export async function settleInTime(id: number): Promise<OrderDto> {
  for (const seconds of [35, 70, 140, 280, 560]) {
    await sweepOrders(later(seconds));
    await proveOrders(later(seconds));
    const order = await getOrder(systemContext('test'), { id });
    if (order.settledAt !== null) return order;
  }
  return getOrder(systemContext('test'), { id });
}

let people = 0;

/** A user with the role, as one who is signed in. */
export async function addPerson(role: 'admin' | 'agent' | 'viewer', agentId: number | null): Promise<Context> {
  const email = `person${++people}@example.com`;
  const { id, name } = await db().user.create({ data: { email, name: `Person ${people}`, role, agentId } });
  const actor = { kind: 'user' as const, userId: id, name, role, agentId, sessionId: 's', address: null };
  return { actor, now: () => new Date() };
}

/** Call it at the top of a test file: its world of orders, in a database of its own, with no fault when a test begins. */
export function useOrderWorld(): OrderWorld {
  const world = useWorld(openOrderWorld);
  beforeEach(() => world.clearFaults());
  return world;
}

/** Starts the sandbox and makes the rows; whoever opens it closes it. */
export async function openOrderWorld() {
  const ctx = systemContext('test');
  const sandbox = await startTestSandbox();

  const connection = await connectForOrders(sandbox, 'ipweb');
  const demo = (await sandbox.control('demo')) as { customers: { externalId: string }[] };
  const externalId = demo.customers[0]?.externalId ?? '';
  const agent = await createAgent(ctx, {
    name: 'Agent',
    email: 'agent@example.com',
    currency: 'USD',
    pricePerGb: { price: 2_400_000n, currency: 'USD' },
    approvalAboveGb: 100_000_000n,
    dailyCapGb: 100_000_000_000n,
  });
  const customer = await createCustomer(ctx, { name: 'Customer', agentId: Number(agent.id) });
  const account = await createAccount(ctx, {
    connectionId: Number(connection.id),
    externalId,
    customerId: Number(customer.id),
  });

  async function pay(amountText: string, reference: string): Promise<void> {
    const amount = parseMoney({ amount: amountText, currency: 'USD' });
    if (!amount) throw new Error(amountText);
    const payment = { amount, reference, method: 'bank' as const, note: null };
    await recordPayment(ctx, { agentId: Number(agent.id) }, payment, { idempotencyKey: reference });
  }
  await pay('1000.00', 'OPENING');

  async function effects(): Promise<Effect[]> {
    const answer = (await sandbox.control(`ledger?provider=ipweb&customerId=${externalId}`)) as { effects: Effect[] };
    return answer.effects;
  }

  let keys = 0;
  const orderAs = (by: Context, type: 'top_up' | 'deduct', amountGb: bigint, key = `k${++keys}`) =>
    createOrder(by, { type, accountId: Number(account.id), amountGb, note: null }, { idempotencyKey: key });

  return {
    ctx,
    control: sandbox.control,
    pay,
    /** Tops the account up by so many millionths of a GB, under a key of its own where none is given. */
    topUp: (amountGb: bigint, key?: string, by = ctx) => orderAs(by, 'top_up', amountGb, key),
    /** Takes so many millionths of a GB away from the account. */
    deduct: (amountGb: bigint) => orderAs(ctx, 'deduct', amountGb),
    externalId,
    agentId: Number(agent.id),
    billingAccountId: Number(agent.billingAccountId),
    customerId: Number(customer.id),
    accountId: Number(account.id),
    connectionId: Number(connection.id),
    /** Reads the provider's lists as a sync does. */
    sync: async () => runSync(Number((await startSync(ctx, { connectionId: Number(connection.id) })).id)),
    /** Scripts a fault at the next matching call. */
    fault: (kind: string, path: string, more: object = {}, match: object = {}) =>
      sandbox.fault(kind, { provider: 'ipweb', path, ...match }, more),
    clearFaults: sandbox.clearFaults,
    /** Every effect that the provider has applied to the account. */
    effects,
    /** How often the provider has applied the order of a reference. */
    applied: async (reference: string) => (await effects()).filter((effect) => effect.orderId === reference).length,
    later,
    close: async () => {
      await closeJobs();
      await closeDb();
      await sandbox.stop();
    },
  };
}
