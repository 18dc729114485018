import { expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import type { Context } from '@/lib/core/actor';
import { systemContext } from '@/lib/core/actor';
import { parseMoney } from '@/lib/core/money';
import { createAgent } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { checkLedger, getWallet } from '@/lib/ledger';
import {
  approveAdjustment,
  changeBillingSettings,
  countWaitingAdjustments,
  declineAdjustment,
  getStatement,
  listAdjustments,
  listPayments,
  makeAdjustment,
  recordPayment,
  reverseAdjustment,
  reversePayment,
} from './index';

useTestDatabase();

const system = systemContext('test');

function usd(amount: string) {
  const money = parseMoney({ amount, currency: 'USD' });
  if (!money) throw new Error(amount);
  return money;
}

let people = 0;

/** A person as verbs see one: its row is of no matter here. */
function person(role: 'admin' | 'viewer' | 'agent' = 'admin', agentId: number | null = null): Context {
  people += 1;
  const name = `${role} ${people}`;
  return {
    actor: { kind: 'user', userId: 1_000 + people, name, role, agentId, sessionId: 's', address: null },
    now: () => new Date(),
  };
}

async function newAgent(name: string) {
  const agent = await createAgent(system, { name, email: `${name}@example.com`, currency: 'USD' });
  return { agentId: Number(agent.id), billingAccountId: Number(agent.billingAccountId) };
}

let keys = 0;
function adjust(ctx: Context, billingAccountId: number, amount: string, reference: string, key?: string) {
  keys += 1;
  const input = { billingAccountId, amount: usd(amount), reason: 'Outage in May', reference };
  return makeAdjustment(ctx, input, { idempotencyKey: key ?? `key-${keys}` });
}

function pay(agentId: number, amount: string, reference: string) {
  keys += 1;
  const input = { amount: usd(amount), reference, method: 'bank' as const, note: null };
  return recordPayment(system, { agentId }, input, { idempotencyKey: `key-${keys}` });
}

const balance = async (id: number) => (await getWallet(id)).balance.amount;

test('a small adjustment is posted at once, credit and debit, and stands on the statement with its reason', async () => {
  const { billingAccountId } = await newAgent('small');
  const admin = person();
  const { adjustment, created } = await adjust(admin, billingAccountId, '10.00', 'A1');
  expect([created, adjustment.status, adjustment.own]).toEqual([true, 'posted', true]);
  await adjust(admin, billingAccountId, '-2.50', 'A2');
  expect(await balance(billingAccountId)).toBe('7.50');
  const month = new Date().toISOString().slice(0, 7);
  const { lines } = await getStatement(system, { billingAccountId, month });
  expect(lines.map(({ kind, description, amount }) => [kind, description, amount.amount])).toEqual([
    ['adjustment', 'Adjustment: Outage in May', '10.00'],
    ['adjustment', 'Adjustment: Outage in May', '-2.50'],
  ]);
});

test('made twice, by key or by reference and at the same time, it is one adjustment', async () => {
  const { billingAccountId } = await newAgent('twice');
  const admin = person();
  const results = await Promise.all(
    Array.from({ length: 8 }, (_, i) => adjust(admin, billingAccountId, '5.00', 'SAME', i % 2 ? 'one' : `own-${i}`)),
  );
  expect(results.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(results.map(({ adjustment }) => adjustment.id)).size).toBe(1);
  expect(await balance(billingAccountId)).toBe('5.00');
  await expect(adjust(admin, billingAccountId, '6.00', 'SAME')).rejects.toMatchObject({ code: 'conflict' });
  await expect(adjust(admin, billingAccountId, '6.00', 'OTHER', 'one')).rejects.toMatchObject({
    code: 'idempotency_conflict',
  });
});

test('above the limit it waits for somebody else, whose approval posts it once', async () => {
  const { billingAccountId } = await newAgent('large');
  const [maker, second, third] = [person(), person(), person()];
  const { adjustment } = await adjust(maker, billingAccountId, '100.01', 'BIG');
  expect(adjustment.status).toBe('awaiting_approval');
  expect(await balance(billingAccountId)).toBe('0.00');
  expect((await countWaitingAdjustments(second)).count).toBe(1);
  const id = Number(adjustment.id);
  await expect(approveAdjustment(maker, { id })).rejects.toMatchObject({ code: 'forbidden' });
  const all = await Promise.allSettled([second, third, second, third].map((ctx) => approveAdjustment(ctx, { id })));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of all) if (result.status === 'rejected') expect(result.reason.code).toBe('invalid_state');
  expect(await balance(billingAccountId)).toBe('100.01');
  await expect(declineAdjustment(second, { id, note: '' })).rejects.toMatchObject({ code: 'invalid_state' });
  expect((await countWaitingAdjustments(second)).count).toBe(0);
  const events = await db().auditEvent.findMany({
    where: { entity: 'adjustment', entityId: adjustment.id },
    orderBy: { id: 'asc' },
  });
  expect(events.map(({ action }) => action)).toEqual(['adjustment.requested', 'adjustment.approved']);
});

test('approved and declined at once, it is one of the two', async () => {
  const { billingAccountId } = await newAgent('race');
  const { adjustment } = await adjust(person(), billingAccountId, '-500.00', 'RACE');
  const id = Number(adjustment.id);
  const all = await Promise.allSettled([
    approveAdjustment(person(), { id }),
    declineAdjustment(person(), { id, note: 'No' }),
  ]);
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const row = await db().adjustment.findUniqueOrThrow({ where: { id } });
  expect(await balance(billingAccountId)).toBe(row.status === 'posted' ? '-500.00' : '0.00');
});

test('nobody gets round the limit in small steps, or by an API key of one’s own', async () => {
  const { billingAccountId } = await newAgent('steps');
  const admin = person();
  for (const n of [1, 2, 3]) {
    const { adjustment } = await adjust(admin, billingAccountId, '30.00', `S${n}`);
    expect(adjustment.status).toBe('posted');
  }
  const { adjustment } = await adjust(admin, billingAccountId, '-30.00', 'S4');
  expect(adjustment.status).toBe('awaiting_approval');
  const userId = admin.actor.kind === 'user' ? admin.actor.userId : 0;
  const row = await db().apiKey.create({
    data: { name: 'own', prefix: 'p', keyHash: `hash-${userId}`, role: 'admin', createdBy: `user:${userId}` },
  });
  const key: Context = {
    actor: { kind: 'key', keyId: row.id, name: 'own', role: 'admin', agentId: null, address: null },
    now: () => new Date(),
  };
  await expect(approveAdjustment(key, { id: Number(adjustment.id) })).rejects.toMatchObject({ code: 'forbidden' });
  expect((await adjust(key, billingAccountId, '30.00', 'S5')).adjustment.status).toBe('awaiting_approval');
});

test('the limit is the installation’s to choose, for each currency', async () => {
  const { billingAccountId } = await newAgent('limit');
  await changeBillingSettings(system, {
    limits: { adjustment: [usd('0.00')], largeOrderGb: 1_000_000n, largeOrder: [] },
  });
  expect((await adjust(person(), billingAccountId, '0.01', 'ANY')).adjustment.status).toBe('awaiting_approval');
  await db().installationSetting.deleteMany();
  expect((await adjust(person(), billingAccountId, '0.01', 'ANY2')).adjustment.status).toBe('posted');
});

test('a wrong payment is taken back once, for a reason, and its reference is used up', async () => {
  const { agentId, billingAccountId } = await newAgent('wrong');
  const { payment } = await pay(agentId, '60.00', 'BANK-1');
  const admin = person();
  const all = await Promise.all(
    Array.from({ length: 6 }, () => reversePayment(admin, { id: Number(payment.id), reason: 'Another agent’s money' })),
  );
  expect(all.filter(({ created }) => created)).toHaveLength(1);
  expect(await balance(billingAccountId)).toBe('0.00');
  const listed = await listPayments(system, { billingAccountId, limit: 10 });
  expect(listed.data[0]?.reversal).toEqual({ adjustmentId: all[0]?.adjustment.id, status: 'posted' });
  await expect(pay(agentId, '60.00', 'BANK-1')).rejects.toMatchObject({ code: 'conflict' });
  const id = Number(all[0]?.adjustment.id);
  await expect(reverseAdjustment(admin, { id, reason: 'x' })).rejects.toMatchObject({ code: 'invalid_state' });
  const month = new Date().toISOString().slice(0, 7);
  const { lines } = await getStatement(system, { billingAccountId, month });
  expect(lines.map(({ kind, amount }) => [kind, amount.amount])).toEqual([
    ['payment', '60.00'],
    ['reversal', '-60.00'],
  ]);
});

test('a large payment is taken back by two people; refused, it may be asked for again', async () => {
  const { agentId, billingAccountId } = await newAgent('wronglarge');
  const { payment } = await pay(agentId, '900.00', 'BANK-9');
  const [maker, second] = [person(), person()];
  const id = Number(payment.id);
  const first = await reversePayment(maker, { id, reason: 'Bounced' });
  expect(first.adjustment.status).toBe('awaiting_approval');
  await declineAdjustment(second, { id: Number(first.adjustment.id), note: 'It came on Monday' });
  const again = await reversePayment(maker, { id, reason: 'Bounced again' });
  expect(again.created).toBe(true);
  await approveAdjustment(second, { id: Number(again.adjustment.id) });
  expect(await balance(billingAccountId)).toBe('0.00');
});

test('an adjustment is taken back by its opposite', async () => {
  const { billingAccountId } = await newAgent('opposite');
  const admin = person();
  const { adjustment } = await adjust(admin, billingAccountId, '-12.00', 'W');
  await reverseAdjustment(admin, { id: Number(adjustment.id), reason: 'Wrong wallet' });
  expect(await balance(billingAccountId)).toBe('0.00');
});

test('an agent sees what was posted to its own wallet, without names of the house', async () => {
  const { agentId, billingAccountId } = await newAgent('seen');
  const other = await newAgent('unseen');
  await adjust(person(), billingAccountId, '1.00', 'V1');
  await adjust(person(), billingAccountId, '5000.00', 'V2');
  await adjust(person(), other.billingAccountId, '1.00', 'V3');
  const seen = await listAdjustments(person('agent', agentId), { limit: 50 });
  expect(seen.data.map(({ reference, madeBy, own }) => [reference, madeBy, own])).toEqual([['V1', 'Staff', false]]);
  for (const role of ['viewer', 'agent'] as const) {
    const ctx = person(role, role === 'agent' ? agentId : null);
    await expect(adjust(ctx, billingAccountId, '1.00', 'no')).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('after all of this the ledger proves itself', async () => {
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
});
