import { beforeAll, describe, expect, test } from 'vitest';
import { dieAt } from '@/bin/test/die-at';
import { useTestSandbox } from '@/bin/test/sandbox';
import { addIpPrice, openBillingAccount, recordPayment } from '@/lib/billing';
import { connectForOrders } from '@/lib/connections/testing';
import { systemContext } from '@/lib/core/actor';
import { createAgent, createCustomer } from '@/lib/customers';
import { db, inTransaction } from '@/lib/infra/db';
import { FAILPOINTS } from '@/lib/infra/failpoint';
import { checkLedger, getWallet } from '@/lib/ledger';
import { readRecords } from '@/lib/sync';
import { createOrder, getOrder, previewIpOrder, resolveOrder, settleOrder } from './index';
import { createOrderInput, type OrderDto } from './schemas';
import { keyOf, settleInTime } from './testing/order-world';

const ctx = systemContext('test');
const sandbox = useTestSandbox();
let connectionId = '';
let customerId = '';
let wallet = 0;
let keys = 0;

const fault = (kind: string) => sandbox.fault(kind, { provider: 'ipidea', path: 'isp_ip_open' });

async function applied(): Promise<number> {
  return ((await sandbox.control('ledger?provider=ipidea')) as { effects: unknown[] }).effects.length;
}

const body = (more: object = {}) => ({
  type: 'ip_open',
  connectionId,
  product: 'isp',
  region: 'hk',
  duration: 'week',
  quantity: 2,
  customerId,
  ...more,
});

async function order(more: object = {}): Promise<OrderDto> {
  keys += 1;
  return (await createOrder(ctx, createOrderInput.parse(body(more)), { idempotencyKey: `ip-${keys}` })).order;
}

async function funds(): Promise<{ balance: string; held: string }> {
  const { balance, held } = await getWallet(wallet);
  return { balance: balance.amount, held: held.amount };
}

const price = (minor: bigint, more: object = {}) => addIpPrice(ctx, { perIp: { minor, currency: 'USD' }, ...more });

beforeAll(async () => {
  connectionId = (await connectForOrders(sandbox, 'ipidea')).id;
  const agent = await createAgent(ctx, { name: 'Seller', email: 'seller@example.com', currency: 'USD' });
  const agentId = Number(agent.id);
  customerId = (await createCustomer(ctx, { name: 'Buyer', agentId })).id;
  wallet = Number(agent.billingAccountId);
  const payment = { amount: { minor: 100_000n, currency: 'USD' }, reference: 'OPENING', method: 'bank' as const };
  await recordPayment(ctx, { agentId }, payment, { idempotencyKey: 'opening' });
});

test('without a price nothing is held and nothing charged, and the review says so', async () => {
  const input = createOrderInput.parse(body());
  if (input.type !== 'ip_open') throw new Error('not an opening');
  expect(await previewIpOrder(ctx, input)).toMatchObject({ payer: 'Seller', price: null, parts: [{ perIp: null }] });
  expect(await order()).toMatchObject({ status: 'succeeded', price: null });
  expect(await funds()).toEqual({ balance: '1000.00', held: '0.00' });
});

describe('with a price', () => {
  beforeAll(async () => {
    await price(250n);
  });

  test('quantity times price is charged when the IPs were opened', async () => {
    const opened = await order({ quantity: 3 });
    expect(opened).toMatchObject({ status: 'succeeded', price: { amount: '7.50' }, delivered: null });
    expect(await funds()).toEqual({ balance: '992.50', held: '0.00' });
  });

  test('what is refused is given back', async () => {
    expect(await order({ region: 'zz' })).toMatchObject({ status: 'rejected', price: { amount: '5.00' } });
    expect(await funds()).toEqual({ balance: '992.50', held: '0.00' });
  });

  test('while nobody knows it is held; proved, it is charged; proved not, it is given back', async () => {
    await fault('apply_then_drop');
    const landed = await order();
    expect(landed.status).toBe('unknown');
    expect(await funds()).toEqual({ balance: '992.50', held: '5.00' });
    expect(await settleInTime(Number(landed.id))).toMatchObject({ status: 'succeeded', price: { amount: '5.00' } });
    expect(await funds()).toEqual({ balance: '987.50', held: '0.00' });
    await fault('error_before');
    const not = await order();
    expect(await settleInTime(Number(not.id))).toMatchObject({ status: 'rejected' });
    expect(await funds()).toEqual({ balance: '987.50', held: '0.00' });
  });

  test('settled by hand it is charged as a whole', async () => {
    await fault('apply_then_drop');
    const lost = await order();
    await resolveOrder(ctx, { id: Number(lost.id), outcome: 'succeeded', note: 'Seen' });
    expect(await funds()).toEqual({ balance: '982.50', held: '0.00' });
  });

  test('fewer IPs than ordered are charged as such, and the rest is given back at once', async () => {
    await fault('apply_then_drop');
    const lost = await order({ quantity: 3 });
    const done = await inTransaction((tx) =>
      settleOrder(tx, ctx, {
        orderId: Number(lost.id),
        from: ['unknown'],
        to: 'succeeded',
        detail: 'The list shows it.',
        delivered: 2,
      }),
    );
    expect(done).toBe(true);
    const partly = await getOrder(ctx, { id: Number(lost.id) });
    expect(partly).toMatchObject({ quantity: 3, delivered: 2, price: { amount: '5.00' } });
    expect(await funds()).toEqual({ balance: '977.50', held: '0.00' });
  });

  test('more than the wallet covers is refused and nothing is sent', async () => {
    const before = await applied();
    await expect(order({ quantity: 1000 })).rejects.toMatchObject({ code: 'insufficient_funds' });
    expect(await applied()).toBe(before);
  });

  test('a renewal is priced by where its IPs are, as far as the lists tell', async () => {
    const opened = await order();
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await readRecords(Number(connectionId), { from: today, to: today });
    const line = await db().providerRecord.findFirstOrThrow({
      where: { externalOrderId: opened.providerOrderId ?? '' },
    });
    const { ip_list: list = '' } = line.raw as { ip_list?: string };
    await price(100n, { region: 'hk', product: 'isp' });
    const before = (await getWallet(wallet)).balance.amount;
    const renewed = await order({ type: 'ip_renew', ips: [...list.split(','), '203.0.113.9'], region: undefined });
    // Two in hk at 1.00, one that no list tells of at the price for any region.
    expect(renewed.price?.amount).toBe('4.50');
    if (renewed.status === 'rejected') expect((await getWallet(wallet)).balance.amount).toBe(before);
  });

  test('and so where a list gives them as an array; another agent finds none of them', async () => {
    const ours = await db().order.findMany({
      where: { providerOrderId: { not: null } },
      select: { providerOrderId: true },
    });
    const numbers = ours.flatMap(({ providerOrderId }) => providerOrderId ?? []);
    const line = await db().providerRecord.findFirstOrThrow({ where: { externalOrderId: { in: numbers } } });
    const raw = line.raw as { ip_list?: string };
    const ips = String(raw.ip_list).split(',');
    const listed = { ...raw, ip_list: ips };
    await db().providerRecord.update({ where: { id: line.id }, data: { raw: listed } });
    const renewal = createOrderInput.parse({ ...body({ type: 'ip_renew', ips }), region: undefined });
    if (renewal.type !== 'ip_renew') throw new Error('no renewal');
    expect(await previewIpOrder(ctx, renewal)).toMatchObject({ parts: [{ region: 'hk', count: ips.length }] });
    const rival = await createAgent(ctx, { name: 'Rival', email: 'rival@example.com', currency: 'USD' });
    const theirs = await createCustomer(ctx, { name: 'Theirs', agentId: Number(rival.id) });
    const asRival = keyOf(5, Number(rival.id));
    const order = createOrder(asRival, { ...renewal, customerId: Number(theirs.id) }, { idempotencyKey: 'foreign' });
    await expect(order).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a customer of the house pays from its own wallet, or not at all', async () => {
    const house = await createCustomer(ctx, { name: 'House' });
    expect(await order({ customerId: house.id })).toMatchObject({ status: 'succeeded', price: null });
    const account = await openBillingAccount(ctx, {
      customerId: Number(house.id),
      currency: 'USD',
      creditLimit: { minor: 10_000n, currency: 'USD' },
    });
    await order({ customerId: house.id });
    expect((await getWallet(Number(account.id))).balance.amount).toBe('-2.00');
  });
});

/** IP orders must not be sent twice, so they are claimed after they were made. */
const STEPS = FAILPOINTS.filter((step) => step !== 'order.claiming');
const cases = STEPS.flatMap((step) =>
  (['none', 'apply_then_drop', 'error_before'] as const)
    .filter((kind) => kind === 'none' || step === 'order.answered' || step === 'order.recording')
    .map((kind) => ({ step, kind })),
);

describe('killed at any step, an IP order ends true and its money with it', () => {
  test.each(cases)('$kind, killed at $step', async ({ step, kind }) => {
    const key = `kill-${step}-${kind}`;
    if (kind !== 'none') await fault(kind);
    const before = { applied: await applied(), balance: (await funds()).balance };
    await dieAt(step, 'lib/orders/testing/order-and-die.ts', key, JSON.stringify(body()));
    const input = createOrderInput.parse(body());
    const again = await createOrder(ctx, input, { idempotencyKey: key });
    const end = await settleInTime(Number(again.order.id));
    const count = (await applied()) - before.applied;
    expect(count).toBe(end.status === 'succeeded' ? 1 : 0);
    const spent = Math.round((Number(before.balance) - Number((await funds()).balance)) * 100);
    expect(spent).toBe(end.status === 'succeeded' ? 200 : 0);
    expect((await funds()).held).toBe('0.00');
  });

  test('and the ledger proves itself', async () => {
    expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
  });
});
