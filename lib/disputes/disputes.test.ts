import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '@/lib/core/actor';
import { createAgent, updateCustomer } from '@/lib/customers';
import { sha256 } from '@/lib/infra/crypto';
import { db } from '@/lib/infra/db';
import { createOrder, noteReadings, resolveOrder } from '@/lib/orders';
import { useOrderWorld } from '@/lib/orders/testing/order-world';
import {
  createDisputeLink,
  disputePdf,
  getDispute,
  listDisputeLinks,
  packSections,
  packTitle,
  readDisputeLink,
  revokeDisputeLink,
} from './index';

const world = useOrderWorld();
let orderId: number;
let stranger: number;

function as(role: 'admin' | 'agent' | 'viewer', agentId: number | null = null): Context {
  return {
    actor: {
      kind: 'key',
      keyId: ['admin', 'agent', 'viewer'].indexOf(role),
      name: `the ${role}`,
      role,
      agentId,
      address: null,
    },
    now: () => new Date(),
  };
}

const soon = () => new Date();
const inDays = (days: number) => () => new Date(Date.now() + days * 86_400_000);

beforeAll(async () => {
  await db().customer.update({ where: { id: world.customerId }, data: { name: '东京流量 髙﨑' } });
  await world.sync();
  const input = { type: 'top_up' as const, accountId: world.accountId, amountGb: 1_010_000n, note: 'among ourselves' };
  const { order } = await createOrder(as('admin'), input, { idempotencyKey: 'disputed' });
  orderId = Number(order.id);
  await noteReadings();
  await db().$executeRaw`UPDATE upstream_account SET residual_as_of = residual_as_of - interval '1 hour'`;
  await world.sync();
  await noteReadings();
  stranger = Number((await createAgent(world.ctx, { name: 'Other', email: 'o@example.com', currency: 'USD' })).id);
}, 60_000);

describe('the pack', () => {
  test('holds the order, its call with a digest, the provider’s line, the days around it and the money', async () => {
    const pack = await getDispute(as('viewer'), { orderId });
    expect(pack.order).toMatchObject({ status: 'succeeded', amountGb: '1.01', madeBy: 'the admin' });
    const [attempt] = pack.attempts;
    expect(attempt?.sha256).toBe(sha256(`${attempt?.request}\n${attempt?.response}`));
    expect(attempt?.request).toContain('rechargeTrafficCount');
    expect(pack.record).toMatchObject({ units: '1034.24 MB' });
    expect(pack.residual.beforeAt?.localeCompare(pack.order.createdAt)).toBe(-1);
    expect(pack.residual.afterAt?.localeCompare(pack.order.settledAt ?? '')).toBe(1);
    expect(JSON.stringify(packSections(pack, 'en'))).toMatch(/Residual after","[\d.]+ GB, as read 20/);
    expect(pack.usage.length).toBeGreaterThan(2);
    expect(pack.ledger.map(({ kind, asset, amount }) => [kind, asset, amount])).toEqual([
      ['hold', 'USD', '2.42'],
      ['sale', 'USD', '2.42'],
      ['stock', 'IPWEB_MB', '1034.24'],
    ]);
    expect(JSON.stringify(packSections(pack, 'en'))).toContain('"1034.24 MB"]');
  });

  test('without internals for the agent, and of no other agent’s order', async () => {
    const pack = await getDispute(as('agent', world.agentId), { orderId });
    const viewers = await getDispute(as('viewer'), { orderId });
    expect(pack.attempts.map(({ sha256: digest }) => digest)).toEqual(
      viewers.attempts.map(({ sha256: digest }) => digest),
    );
    const text = JSON.stringify(packSections(pack, 'en'));
    for (const secret of ['rechargeTrafficCount', 'IPWEB_MB', 'the admin']) expect(text).not.toContain(secret);
    expect(pack.ledger.map(({ asset }) => asset)).toEqual(['USD', 'USD']);
    await expect(getDispute(as('agent', stranger), { orderId })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is told in the reader’s language, with the names as they are', async () => {
    const pack = await getDispute(as('viewer'), { orderId });
    expect(packTitle(pack, 'en')).toBe(`Top-up of 1.01 GB, order #${orderId}`);
    expect(packTitle(pack, 'zh-CN')).toBe(`充值 1.01 GB，订单 #${orderId}`);
    const sections = packSections(pack, 'ja');
    expect(sections.map(({ title }) => title)).toContain('プロバイダーへの呼び出し');
    const text = JSON.stringify(sections);
    expect(text).toMatch(/注文後の残量","[\d.]+ GB（20.* 読み取り）/);
    expect(text).toContain('东京流量 髙﨑');
    expect(text).not.toMatch(/Succeeded|Provider|Residual/);
  });

  test('is a document whose fonts hold Chinese and Japanese names', async () => {
    const pdf = Buffer.from(await disputePdf(await getDispute(as('viewer'), { orderId }), 'ja')).toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(pdf).toMatch(/noto-?sans-?(jp|sc)/i);
    expect(pdf.split('/Type /Page\n').length - 1).toBeGreaterThanOrEqual(1);
  });
});

describe('a link', () => {
  test('opens without sign-in and shows nothing of ours', async () => {
    const { token, expiresAt } = await createDisputeLink(as('agent', world.agentId), { orderId });
    expect(Date.parse(expiresAt)).toBeGreaterThan(inDays(13.9)().getTime());
    const { pack } = await readDisputeLink(token, soon);
    expect(pack.record).toMatchObject({ units: '1034.24 MB', operator: null });
    expect(pack.usage.length).toBeGreaterThan(2);
    const text = JSON.stringify(pack);
    for (const secret of ['rechargeTrafficCount', 'IPWEB_MB', 'the admin', 'among ourselves'])
      expect(text).not.toContain(secret);
    expect(await db().disputeLink.count({ where: { tokenHash: token } })).toBe(0);
    expect(await db().auditEvent.count({ where: { action: 'dispute_link.created', entityId: String(orderId) } })).toBe(
      1,
    );
  });

  test('says that an order was settled by hand, and not why an admin did', async () => {
    const key = { idempotencyKey: 'settled by hand' };
    await world.fault('apply_then_drop', 'deductionFlow');
    const input = { type: 'deduct' as const, accountId: world.accountId, amountGb: 10_000n, note: null };
    const { order } = await createOrder(as('admin'), input, key);
    const settled = { id: Number(order.id), outcome: 'succeeded' as const, note: 'our own suspicion' };
    await resolveOrder(as('admin'), settled);
    const { token } = await createDisputeLink(as('admin'), { orderId: settled.id });
    const { pack } = await readDisputeLink(token, soon);
    expect(pack.order.evidence).toMatchObject({ kind: 'manual', note: '' });
    expect(JSON.stringify(pack)).not.toContain(settled.note);
    expect(JSON.stringify(await getDispute(as('viewer'), { orderId: settled.id }))).toContain(settled.note);
  });

  test('shows no usage of an account that is somebody else’s by now', async () => {
    const { token } = await createDisputeLink(as('agent', world.agentId), { orderId });
    const give = (agentId: number) => updateCustomer(world.ctx, { id: world.customerId, agentId });
    await give(stranger);
    expect((await readDisputeLink(token, soon)).pack.usage).toEqual([]);
    await give(world.agentId);
    expect((await readDisputeLink(token, soon)).pack.usage.length).toBeGreaterThan(2);
  });

  test('is over after 14 days, when it is closed, and where it never was: all alike', async () => {
    const { token } = await createDisputeLink(as('admin'), { orderId });
    const notFound = { code: 'not_found', message: expect.any(String) };
    await expect(readDisputeLink(token, inDays(14.1))).rejects.toMatchObject(notFound);
    await expect(readDisputeLink(`${token}x`, soon)).rejects.toMatchObject(notFound);
    const [link] = await listDisputeLinks(as('viewer'), { orderId });
    const id = Number(link?.id);
    await expect(revokeDisputeLink(as('viewer'), { id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(revokeDisputeLink(as('agent', stranger), { id })).rejects.toMatchObject(notFound);
    await readDisputeLink(token, soon);
    await revokeDisputeLink(as('agent', world.agentId), { id });
    await expect(readDisputeLink(token, soon)).rejects.toMatchObject(notFound);
    expect((await listDisputeLinks(as('viewer'), { orderId })).map((each) => each.id)).not.toContain(link?.id);
  });

  test('is made by who may act on the order only', async () => {
    await expect(createDisputeLink(as('viewer'), { orderId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(createDisputeLink(as('agent', stranger), { orderId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
