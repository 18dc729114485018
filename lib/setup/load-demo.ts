import { z } from 'zod';
import { recordPayment } from '@/lib/billing';
import type { Context } from '@/lib/core/actor';
import { parseMoney, parsePrice } from '@/lib/core/money';
import { addExchangeRate } from '@/lib/costs';
import { createAccount, createAgent, createCustomer, updateAccount } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { sendHttp } from '@/lib/infra/http';
import { createOrder } from '@/lib/orders';

const demoSchema = z.object({
  agents: z.array(z.object({ name: z.string(), email: z.email(), currency: z.string(), pricePerGb: z.string() })),
  customers: z.array(
    z.object({ externalId: z.string(), name: z.string(), email: z.email().nullable(), agent: z.string().nullable() }),
  ),
  sims: z
    .array(z.object({ account: z.string(), name: z.string().nullable(), agent: z.string().nullable() }))
    .optional(),
});
type Demo = z.infer<typeof demoSchema>;

/** Opening payment and credit line of each demo agent, in its currency's whole units. */
const OPENING_PAYMENT: Record<string, string> = { USD: '2500', EUR: '2200', CNY: '18000', JPY: '380000' };
const CREDIT_LIMIT: Record<string, string> = { USD: '500', EUR: '400', CNY: '3000', JPY: '60000' };

function money(amount: string, currency: string) {
  const parsed = parseMoney({ amount, currency });
  if (!parsed) throw new Error(`the demo has a wrong amount: ${amount} ${currency}`);
  return parsed;
}

async function addAgents(ctx: Context, demo: Demo): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const { name, email, currency, pricePerGb } of demo.agents) {
    const price = parsePrice({ amount: pricePerGb, currency });
    const agent = await createAgent(ctx, {
      name,
      email,
      currency,
      creditLimit: money(CREDIT_LIMIT[currency] ?? '0', currency),
      pricePerGb: price,
      approvalAboveGb: 500_000_000n,
      dailyCapGb: 2_000_000_000n,
    });
    ids.set(email, Number(agent.id));
    await recordPayment(
      ctx,
      { agentId: Number(agent.id) },
      {
        amount: money(OPENING_PAYMENT[currency] ?? '1000', currency),
        reference: 'OPENING',
        method: 'bank',
        note: null,
      },
      { idempotencyKey: `demo-opening-${email}` },
    );
  }
  return ids;
}

async function addCustomers(ctx: Context, demo: Demo, agents: Map<string, number>): Promise<void> {
  const accounts = await db().upstreamAccount.findMany({
    where: { connection: { provider: 'ipweb', sandbox: true } },
    select: { id: true, externalId: true },
  });
  const accountIds = new Map(accounts.map((row) => [row.externalId, row.id]));
  for (const { externalId, name, email, agent } of demo.customers) {
    const accountId = accountIds.get(externalId);
    const customer = await createCustomer(ctx, {
      name,
      email,
      agentId: agent === null ? null : (agents.get(agent) ?? null),
    });
    if (accountId !== undefined) await updateAccount(ctx, { id: accountId, customerId: Number(customer.id) });
  }
}

/** SIMs are entered by hand in real life, too: Freebit lists nothing. */
async function addSims(ctx: Context, demo: Demo, agents: Map<string, number>): Promise<void> {
  const connection = await db().connection.findFirst({ where: { provider: 'freebit', sandbox: true } });
  if (!connection) return;
  const holders = new Map<string, number>();
  for (const sim of demo.sims ?? []) {
    const holder = sim.name ?? sim.account;
    let customerId = holders.get(holder);
    if (customerId === undefined) {
      const agentId = sim.agent === null ? null : (agents.get(sim.agent) ?? null);
      customerId = Number((await createCustomer(ctx, { name: holder, agentId, tags: ['SIM'] })).id);
      holders.set(holder, customerId);
    }
    await createAccount(ctx, {
      connectionId: connection.id,
      externalId: sim.account,
      externalName: sim.name,
      customerId,
    });
  }
}

/** A few real top-ups, so that lists and statements have something to show. */
async function addOrders(ctx: Context): Promise<void> {
  const accounts = await db().upstreamAccount.findMany({
    where: { customer: { agentId: { not: null } }, connection: { provider: 'ipweb', sandbox: true } },
    orderBy: { id: 'asc' },
    take: 30,
    select: { id: true },
  });
  const picked = accounts.filter((_, index) => index % 5 === 0);
  for (const [index, { id }] of picked.entries()) {
    const input = {
      type: 'top_up' as const,
      accountId: id,
      amountGb: BigInt(5 * (index + 1)) * 1_000_000n,
      note: 'Demo',
    };
    await createOrder(ctx, input, { idempotencyKey: `demo-order-${index}` });
  }
}

/** What the demo's currencies are worth where it buys, so that its margin can be told. */
const RATES = [
  { base: 'CNY', rate: '0.139' },
  { base: 'EUR', rate: '1.08' },
  { base: 'JPY', rate: '0.0066' },
] as const;

async function addRates(ctx: Context): Promise<void> {
  const from = `${ctx.now().toISOString().slice(0, 7)}-01`;
  for (const { base, rate } of RATES) await addExchangeRate(ctx, { base, quote: 'USD', rate, from });
}

/** Fills the installation with the sandbox's own believable business: agents, customers, wallets, some orders. */
export async function loadDemo(ctx: Context, sandboxUrl: string): Promise<void> {
  const answer = await sendHttp(
    { method: 'GET', url: `${sandboxUrl}/control/demo`, timeoutMs: 10_000 },
    { allowLocal: true },
  );
  const demo = demoSchema.parse(JSON.parse(answer.text));
  const agents = await addAgents(ctx, demo);
  await addCustomers(ctx, demo, agents);
  await addSims(ctx, demo, agents);
  await addOrders(ctx);
  await addRates(ctx);
}
