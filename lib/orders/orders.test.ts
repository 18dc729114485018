import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { recordPayment } from '@/lib/billing';
import { createConnection } from '@/lib/connections';
import { type Actor, type Context, systemContext } from '@/lib/core/actor';
import { parseMoney } from '@/lib/core/money';
import { createAccount, createAgent, createCustomer } from '@/lib/customers';
import { closeDb, db } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { checkLedger, getWallet } from '@/lib/ledger';
import { proveOrders } from '@/lib/reconciliation';
import { IPWEB_TOKEN } from '@/sandbox/credentials';
import { startSandbox } from '@/sandbox/server';
import {
  approveOrder,
  cancelOrder,
  createOrder,
  getOrder,
  previewTopUp,
  resolveOrder,
  retryOrder,
  sweepOrders,
} from './index';
import { claimOrder } from './lease';
import type { CreateOrderInput } from './schemas';

useTestDatabase();

const ctx = systemContext('test');
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let dataDir: string;
let agent: { id: number; billingAccountId: number };
let accountId: number;
let customerId: number;
let connectionId: number;
let externalId: string;

async function control(path: string, method = 'GET', body?: unknown): Promise<unknown> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${sandbox.url}/control/${path}`, init);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

function fault(kind: string, path: string, more: object = {}, match: object = {}) {
  return control('faults', 'POST', { match: { provider: 'ipweb', path, ...match }, fault: { kind, ...more } });
}

type LedgerEntry = { orderId: string | null };

async function applied(reference: string): Promise<number> {
  const answer = (await control(`ledger?provider=ipweb&customerId=${externalId}`)) as { effects: LedgerEntry[] };
  return answer.effects.filter((entry) => entry.orderId === reference).length;
}

async function effects(): Promise<number> {
  return ((await control(`ledger?provider=ipweb&customerId=${externalId}`)) as { effects: unknown[] }).effects.length;
}

/** The same, `seconds` from now: what is due later becomes due. */
function later(seconds: number): Context {
  return { ...ctx, now: () => new Date(Date.now() + seconds * 1000) };
}

function agentActor(): Actor {
  return { kind: 'key', keyId: 1, name: 'agent key', role: 'agent', agentId: agent.id, address: null };
}

function admin(keyId: number): Context {
  return {
    actor: { kind: 'key', keyId, name: 'admin', role: 'admin', agentId: null, address: null },
    now: () => new Date(),
  };
}

let keys = 0;
function topUp(amount: bigint, key = `k${++keys}`, as: Context = ctx) {
  return createOrder(as, { type: 'top_up', accountId, amountGb: amount, note: null }, { idempotencyKey: key });
}

function deduct(amount: bigint) {
  const input: CreateOrderInput = { type: 'deduct', accountId, amountGb: amount, note: 'mistake' };
  return createOrder(ctx, input, { idempotencyKey: `k${++keys}` });
}

beforeAll(async () => {
  process.env.GIGATILL_ALLOW_LOOPBACK = 'on';
  dataDir = mkdtempSync(join(tmpdir(), 'gigatill-orders-'));
  sandbox = await startSandbox({ port: 0, dataDir, seed: 'demo' });
  const connection = await createConnection(ctx, {
    provider: 'ipweb',
    name: 'test',
    baseUrl: `${sandbox.url}/ipweb`,
    credentials: { token: IPWEB_TOKEN },
    settings: { recordLagMinutes: 0, requestsPerMinute: 6000 },
  });
  connectionId = Number(connection.id);
  const demo = (await control('demo')) as { customers: { externalId: string }[] };
  externalId = demo.customers[0]?.externalId ?? '';
  const created = await createAgent(ctx, {
    name: 'Agent',
    email: 'agent@example.com',
    currency: 'USD',
    pricePerGb: { price: 2_400_000n, currency: 'USD' },
    approvalAboveGb: 100_000_000n,
    dailyCapGb: 100_000_000_000n,
  });
  agent = { id: Number(created.id), billingAccountId: Number(created.billingAccountId) };
  customerId = Number((await createCustomer(ctx, { name: 'Customer', agentId: agent.id })).id);
  const account = await createAccount(ctx, { connectionId, externalId, customerId });
  accountId = Number(account.id);
  const amount = parseMoney({ amount: '1000.00', currency: 'USD' });
  if (!amount) throw new Error('money');
  const payment = { amount, reference: 'OPENING', method: 'bank' as const, note: null };
  await recordPayment(ctx, { agentId: agent.id }, payment, { idempotencyKey: 'opening' });
});

beforeEach(async () => {
  await control('faults', 'DELETE');
});

afterAll(async () => {
  await closeJobs();
  await closeDb();
  await sandbox.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a top-up', () => {
  test('arrives exactly once, in the provider’s unit, and is paid', async () => {
    const before = await getWallet(agent.billingAccountId);
    const { order, created } = await topUp(1_010_000n);
    expect(created).toBe(true);
    expect(order).toMatchObject({
      status: 'succeeded',
      amountGb: '1.01',
      units: '1034.24 MB',
      bytes: 1_084_479_242,
      price: { amount: '2.42', currency: 'USD' },
    });
    expect(order.attempts).toMatchObject([{ outcome: 'accepted' }]);
    expect(await applied(order.reference)).toBe(1);
    const after = await getWallet(agent.billingAccountId);
    expect(Number(before.balance.amount) - Number(after.balance.amount)).toBeCloseTo(2.42, 5);
    expect(after.held.amount).toBe('0.00');
  });

  test('posted eight times at once with one key is one order', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => topUp(2_000_000n, 'same-key')));
    expect(new Set(results.map(({ order }) => order.id)).size).toBe(1);
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(await applied(results[0]?.order.reference ?? '')).toBe(1);
    await expect(topUp(3_000_000n, 'same-key')).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });

  test('refused by the provider gives the money back', async () => {
    const before = await getWallet(agent.billingAccountId);
    await fault('reject', 'rechargeTrafficCount');
    const { order } = await topUp(4_000_000n);
    expect(order.status).toBe('rejected');
    expect(await applied(order.reference)).toBe(0);
    expect(await getWallet(agent.billingAccountId)).toEqual(before);
  });

  const lost = ['apply_then_drop', 'error_after', 'truncate', 'wrong_type', 'refuse', 'error_before', 'html'];
  test.each(lost)('whose answer is lost (%s) is unknown, then sent again under its reference: once', async (kind) => {
    await fault(kind, 'rechargeTrafficCount');
    const { order } = await topUp(1_000_000n);
    expect(order.status).toBe('unknown');
    expect((await getWallet(agent.billingAccountId)).held.amount).toBe('2.40');
    await sweepOrders(later(30));
    const settled = await getOrder(ctx, { id: Number(order.id) });
    expect(settled.status).toBe('succeeded');
    expect(settled.attempts.map(({ outcome }) => outcome)[0]).toBe('unknown');
    expect(await applied(order.reference)).toBe(1);
    expect((await getWallet(agent.billingAccountId)).held.amount).toBe('0.00');
  });

  test('that was applied but then refused for another reason stays unknown until the provider says so', async () => {
    await fault('apply_then_drop', 'rechargeTrafficCount');
    await fault('expired_token', 'rechargeTrafficCount', {}, { nth: 2 });
    const { order } = await topUp(1_000_000n);
    await sweepOrders(later(30));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
    await sweepOrders(later(120));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('succeeded');
    expect(await applied(order.reference)).toBe(1);
  });

  test('whose process died while the call was out is swept up and credited once', async () => {
    await fault('apply_then_drop', 'rechargeTrafficCount');
    const order = await db().order.findUniqueOrThrow({ where: { id: Number((await topUp(1_000_000n)).order.id) } });
    // As a killed process leaves it: claimed, attempt written, no outcome.
    await db().order.update({ where: { id: order.id }, data: { status: 'queued', nextAttemptAt: null } });
    expect(await claimOrder(ctx, order.id, { replay: false })).not.toBeNull();
    await sweepOrders(ctx);
    expect((await getOrder(ctx, { id: order.id })).status).toBe('submitting');
    await sweepOrders(later(60));
    await sweepOrders(later(120));
    expect((await getOrder(ctx, { id: order.id })).status).toBe('succeeded');
    expect(await applied(order.reference)).toBe(1);
  });

  test('cannot be sent by two processes', async () => {
    const { order } = await topUp(1_000_000n);
    await db().order.update({ where: { id: Number(order.id) }, data: { status: 'queued', settledAt: null } });
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimOrder(ctx, Number(order.id), { replay: false })));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await db().order.update({ where: { id: Number(order.id) }, data: { status: 'succeeded', settledAt: new Date() } });
  });
});

test('of two tabs that confirm at one moment, one is asked again', async () => {
  const { similar } = await previewTopUp(ctx, { accountId, amountGb: 1_000_000n });
  const knownSimilar = similar.map(({ id }) => Number(id));
  const input = { type: 'top_up' as const, accountId, amountGb: 1_000_000n, note: null };
  const tabs = await Promise.allSettled(
    ['tab-1', 'tab-2'].map((idempotencyKey) => createOrder(ctx, input, { idempotencyKey, knownSimilar })),
  );
  expect(tabs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(tabs.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'similar_order' } });
});

describe('money and people', () => {
  const asAgent = (): Context => ({ actor: agentActor(), now: () => new Date() });

  test('an order beyond wallet and credit is refused and leaves nothing behind', async () => {
    const before = await db().order.count();
    await expect(topUp(1_000_000_000n)).rejects.toMatchObject({ code: 'insufficient_funds', status: 422 });
    expect(await db().order.count()).toBe(before);
  });

  test('eight orders at once never pass the limit', async () => {
    const free = Number((await getWallet(agent.billingAccountId)).available.amount);
    const gb = BigInt(Math.floor((free / 2.4 / 3.1) * 1_000_000));
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => topUp(gb)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(Number((await getWallet(agent.billingAccountId)).available.amount)).toBeGreaterThanOrEqual(0);
    const amount = parseMoney({ amount: '9000.00', currency: 'USD' });
    if (!amount) throw new Error('money');
    await recordPayment(
      ctx,
      { agentId: agent.id },
      { amount, reference: 'MORE', method: 'bank', note: null },
      { idempotencyKey: 'more' },
    );
  });

  test('above the agent’s limit it waits for somebody else', async () => {
    const { order } = await topUp(101_000_000n, undefined, asAgent());
    expect(order.status).toBe('awaiting_approval');
    expect(await applied(order.reference)).toBe(0);
    await expect(approveOrder(asAgent(), { id: Number(order.id) })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await approveOrder(admin(2), { id: Number(order.id) })).toMatchObject({ status: 'succeeded' });
    expect(await applied(order.reference)).toBe(1);
    await expect(approveOrder(admin(2), { id: Number(order.id) })).rejects.toMatchObject({ code: 'invalid_state' });
  });

  test('cancelled while it waits it costs nothing and is never sent', async () => {
    const before = await getWallet(agent.billingAccountId);
    const { order } = await topUp(102_000_000n, undefined, asAgent());
    expect((await cancelOrder(asAgent(), { id: Number(order.id) })).status).toBe('cancelled');
    expect(await getWallet(agent.billingAccountId)).toEqual(before);
    expect(await applied(order.reference)).toBe(0);
  });

  test('another agent’s account and order are not found', async () => {
    const other: Context = { actor: { ...agentActor(), agentId: 999 } as Actor, now: () => new Date() };
    await expect(topUp(1_000_000n, undefined, other)).rejects.toMatchObject({ code: 'not_found' });
    const { order } = await topUp(1_000_000n);
    await expect(getOrder(other, { id: Number(order.id) })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('the preview says what will happen', async () => {
    const preview = await previewTopUp(asAgent(), { accountId, amountGb: 1_010_000n });
    expect(preview).toMatchObject({
      units: '1034.24 MB',
      price: { amount: '2.42' },
      enough: true,
      needsApproval: false,
    });
    expect(preview.similar.length).toBeGreaterThan(0);
  });
});

describe('a deduct is never sent twice', () => {
  test('refused in plain words it is rejected', async () => {
    const { order } = await deduct(900_000_000_000n);
    expect(order.status).toBe('rejected');
  });

  test.each(['apply_then_drop', 'error_after', 'truncate'])('%s: the record proves that it landed', async (kind) => {
    const before = await effects();
    await fault(kind, 'deductionFlow');
    const { order } = await deduct(10_000n + BigInt(before));
    expect(order.status).toBe('unknown');
    await expect(retryOrder(ctx, { id: Number(order.id) })).rejects.toMatchObject({ code: 'invalid_state' });
    await sweepOrders(later(30));
    await proveOrders(later(30));
    const settled = await getOrder(ctx, { id: Number(order.id) });
    expect(settled).toMatchObject({ status: 'succeeded', evidence: { kind: 'record' } });
    expect(settled.attempts).toHaveLength(1);
    expect(await effects()).toBe(before + 1);
  });

  test('that did not land is rejected only after the lag, with complete records', async () => {
    const before = await effects();
    await fault('error_before', 'deductionFlow');
    const { order } = await deduct(77_000n);
    expect(order.status).toBe('unknown');
    await proveOrders(later(30));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
    await proveOrders(later(180));
    expect(await getOrder(ctx, { id: Number(order.id) })).toMatchObject({
      status: 'rejected',
      evidence: { kind: 'no_record' },
    });
    expect(await effects()).toBe(before);
  });

  test('stays unknown while the records cannot be read; an admin may settle it', async () => {
    await fault('error_before', 'deductionFlow');
    const { order } = await deduct(78_000n);
    await fault('html', 'RechargeFlowList', {}, { times: -1 });
    await proveOrders(later(900));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
    const settled = await resolveOrder(admin(3), {
      id: Number(order.id),
      outcome: 'rejected',
      note: 'Asked the provider',
    });
    expect(settled).toMatchObject({ status: 'rejected', evidence: { kind: 'manual', note: 'Asked the provider' } });
  });
});

test('after all that the ledger proves itself', async () => {
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
});
