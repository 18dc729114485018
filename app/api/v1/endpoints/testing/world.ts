import { useWorld } from '@/bin/test/world';
import { createApiKey } from '@/lib/auth';
import { makeAdjustment, recordPayment } from '@/lib/billing';
import { api } from '@/lib/boundary/serve';
import { systemContext } from '@/lib/core/actor';
import { seal } from '@/lib/infra/crypto';
import { closeDb, db } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { endpoints } from '../index';

// For the tests of this folder: an installation with two agents, and a caller for each role.

const handle = api(endpoints);

export type Caller = 'admin' | 'viewer' | 'agent' | 'rival';

export type World = {
  keys: Record<Caller, string>;
  /** Rows of the caller `agent`, which `rival` must not see. */
  own: {
    agentId: string;
    billingAccountId: string;
    customerId: string;
    accountId: string;
    orderId: string;
    bulkId: string;
    ruleId: string;
    adjustmentId: string;
  };
  rivalId: string;
  paymentId: string;
  connectionId: string;
  syncRunId: string;
  webhookId: string;
};

async function addAgent(name: string) {
  return db().agent.create({
    data: {
      name,
      email: `${name}@example.com`,
      currency: 'USD',
      billingAccount: { create: { name, currency: 'USD' } },
    },
  });
}

/** Call it at the top of a test file: this world in a database of its own. */
export function useApiWorld(): World {
  return useWorld(async () => ({
    ...(await makeWorld()),
    close: async () => {
      await closeJobs();
      await closeDb();
    },
  }));
}

/** Rows straight in the database: a disabled connection, so that nothing is ever called. */
async function makeWorld(): Promise<World> {
  const ctx = systemContext('test');
  const [agent, rival] = [await addAgent('agent'), await addAgent('rival')];
  const connection = await db().connection.create({
    data: {
      provider: 'ipweb',
      name: 'Upstream',
      baseUrl: 'http://127.0.0.1:9',
      credentials: seal('{"token":"t"}', 'connection'),
      settings: {},
      usageAsset: 'IPWEB_MB',
      status: 'disabled',
    },
  });
  const customer = await db().customer.create({ data: { name: 'Buyer', agentId: agent.id, tags: [] } });
  const account = await db().upstreamAccount.create({
    data: { connectionId: connection.id, externalId: 'u1', kind: 'customer', customerId: customer.id },
  });
  const order = await db().order.create({
    data: {
      reference: 'gt-test-order',
      type: 'top_up',
      status: 'succeeded',
      connectionId: connection.id,
      accountId: account.id,
      customerId: customer.id,
      agentId: agent.id,
      billingAccountId: agent.billingAccountId,
      amountGb: 1_000_000n,
      amount: 1_024_000_000n,
      asset: 'IPWEB_MB',
      madeBy: 'system:test',
      madeByName: 'test',
    },
  });
  const money = { currency: 'USD', createdBy: 'system:test', validFrom: new Date('2026-01-01') };
  await db().price.createMany({
    data: [agent.id, rival.id].map((agentId) => ({ ...money, agentId, perGb: 2_000_000n })),
  });
  await db().ipPrice.createMany({ data: [agent.id, rival.id].map((agentId) => ({ ...money, agentId, perIp: 300n })) });
  const { payment } = await recordPayment(
    ctx,
    { agentId: agent.id },
    { amount: { minor: 5_000n, currency: 'USD' }, reference: 'BANK-1', method: 'bank' },
    { idempotencyKey: 'world-payment' },
  );
  const { adjustment } = await makeAdjustment(
    ctx,
    {
      billingAccountId: agent.billingAccountId,
      amount: { minor: 500n, currency: 'USD' },
      reason: 'Goodwill',
      reference: 'A-1',
    },
    { idempotencyKey: 'world-adjustment' },
  );
  const bulk = await db().bulkJob.create({
    data: {
      status: 'finished',
      madeBy: 'user:1',
      madeByName: 'test',
      agentId: agent.id,
      rows: {
        create: { no: 1, account: 'u1', amountGb: '1', accountId: account.id, gb: 1_000_000n, orderId: order.id },
      },
    },
  });
  const rule = await db().autoTopUp.create({
    data: {
      accountId: account.id,
      customerId: customer.id,
      amountGb: 1_000_000n,
      schedule: 'month 31 08:00',
      scheduleAfter: new Date(),
      createdBy: 'system:test',
    },
  });
  const day = new Date('2026-11-01');
  const run = await db().syncRun.create({
    data: { connectionId: connection.id, status: 'succeeded', trigger: 'manual', fromDay: day, toDay: day },
  });
  const webhook = await db().webhook.create({
    data: { url: 'http://127.0.0.1:9/', events: ['sync.failed'], secret: '', createdBy: 'system:test' },
  });
  const key = async (input: Parameters<typeof createApiKey>[1]) => (await createApiKey(ctx, input)).key;
  return {
    keys: {
      admin: await key({ name: 'admin', role: 'admin' }),
      viewer: await key({ name: 'viewer', role: 'viewer' }),
      agent: await key({ name: 'agent', agentId: agent.id }),
      rival: await key({ name: 'rival', agentId: rival.id }),
    },
    own: {
      agentId: String(agent.id),
      billingAccountId: String(agent.billingAccountId),
      customerId: String(customer.id),
      accountId: String(account.id),
      orderId: String(order.id),
      bulkId: String(bulk.id),
      ruleId: String(rule.id),
      adjustmentId: adjustment.id,
    },
    rivalId: String(rival.id),
    paymentId: payment.id,
    connectionId: String(connection.id),
    syncRunId: String(run.id),
    webhookId: String(webhook.id),
  };
}

/** The path with the ids of rows that are there; those of an endpoint without such a row point nowhere. */
export function realPath(world: World, path: string): string {
  const { customerId, accountId, agentId, orderId, bulkId, ruleId, billingAccountId } = world.own;
  const ids: Record<string, string> = {
    customers: customerId,
    accounts: accountId,
    agents: agentId,
    orders: orderId,
    'bulk-top-ups': bulkId,
    'auto-top-ups': ruleId,
    adjustments: world.own.adjustmentId,
    'billing-accounts': billingAccountId,
    connections: world.connectionId,
    'sync-runs': world.syncRunId,
    webhooks: world.webhookId,
  };
  const noun = path.split('/')[1] ?? '';
  return path
    .replace('{id}', ids[noun] ?? '999999')
    .replace('{billingAccountId}', billingAccountId)
    .replace('{month}', '2020-01');
}

export type Answer = {
  status: number;
  contentType: string;
  json: Record<string, unknown> & { data?: unknown[] };
  text: string;
};

/** Calls the API as the catch-all route does. A body that is no text is sent as JSON. */
export async function call(
  key: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const request = new Request(`http://localhost/api/v1${path}`, {
    method,
    headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const response = await handle(request);
  const text = await response.text();
  const contentType = response.headers.get('content-type') ?? '';
  const isJson = contentType.includes('json') && text !== '';
  return { status: response.status, contentType, text, json: isJson ? JSON.parse(text) : {} };
}
