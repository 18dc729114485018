import { afterAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import type { Context } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { getAgentStart, getStarted, noteChartSeen, setGuide } from './index';

useTestDatabase();
afterAll(closeDb);

function as(role: 'admin' | 'viewer' | 'agent', agentId: number | null = null): Context {
  return { actor: { kind: 'key', keyId: 1, name: 'test', role, agentId, address: null }, now: () => new Date() };
}
const admin = as('admin');
const step = async () => (await getStarted(admin))?.now;

async function order(agentId: number | null): Promise<void> {
  const data = {
    type: 'top_up' as const,
    status: 'queued' as const,
    connectionId: (await db().connection.findFirstOrThrow()).id,
    agentId,
    amountGb: 1n,
    reference: `R${Math.random()}`,
    madeBy: 'user:1',
    madeByName: 'A',
  };
  await db().order.create({ data });
}

test('one step after the other, from nothing to the first chart; closed and opened again', async () => {
  expect(await getStarted(admin)).toMatchObject({
    now: 'connect',
    connection: null,
    sandboxRuns: false,
    unassigned: 0,
  });
  expect([await getStarted(as('viewer')), await getStarted(as('agent', 1))]).toEqual([null, null]);
  const common = { provider: 'ipweb' as const, baseUrl: 'https://x.example', credentials: 'x', usageAsset: 'IPWEB_MB' };
  const practice = { ...common, name: 'Practice', settings: {}, sandbox: true, lastSyncedAt: new Date() };
  await db().connection.create({ data: { ...practice, status: 'ok' } });
  const { id } = await db().connection.create({ data: { ...common, name: 'Real', settings: {} } });
  expect(await getStarted(admin)).toMatchObject({
    now: 'test',
    connection: { name: 'Real', accounts: false },
    run: null,
  });
  await db().connection.update({ where: { id }, data: { status: 'unauthorized', statusDetail: 'no' } });
  expect(await step()).toBe('test');
  await db().connection.update({ where: { id }, data: { status: 'ok' } });
  expect(await step()).toBe('sync');
  const account = { connectionId: id, externalId: 'a', kind: 'customer' as const };
  await db().upstreamAccount.create({ data: account });
  await db().connection.update({ where: { id }, data: { lastSyncedAt: new Date() } });
  expect(await getStarted(admin)).toMatchObject({ now: 'assign', unassigned: 1 });
  const customer = await db().customer.create({ data: { name: 'C' } });
  await db().upstreamAccount.updateMany({ data: { customerId: customer.id } });
  expect(await step()).toBe('chart');
  await noteChartSeen(admin);
  await noteChartSeen(admin);
  expect(await getStarted(admin)).toMatchObject({ now: null, later: { agent: false, price: false, backup: null } });
  await setGuide(admin, { open: false });
  expect(await getStarted(admin)).toBeNull();
  await setGuide(admin, { open: true });
  expect(await step()).toBeNull();
  const acts = await db().auditEvent.findMany({ where: { entity: 'setting' }, orderBy: { id: 'asc' } });
  expect(acts.map(({ action, entityId }) => `${action} ${entityId}`)).toEqual([
    'setting.set guide.chart',
    'setting.changed guide',
    'setting.changed guide',
  ]);
  for (const role of ['viewer', 'agent'] as const) {
    await expect(setGuide(as(role, 1), { open: false })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(noteChartSeen(as(role, 1))).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('an agent is told how to begin until the first order, and the guide ends with the first one of all', async () => {
  const agent = await db().agent.create({
    data: {
      name: 'G',
      email: 'g@example.com',
      currency: 'USD',
      billingAccount: { create: { name: 'G', currency: 'USD' } },
    },
  });
  expect(await getAgentStart(admin)).toBeNull();
  expect(await getAgentStart(as('agent', agent.id))).toEqual({ hasCustomers: false });
  await db().customer.create({ data: { name: 'Own', agentId: agent.id } });
  expect(await getAgentStart(as('agent', agent.id))).toEqual({ hasCustomers: true });
  await db().setting.deleteMany({ where: { key: 'guide' } });
  expect(await getStarted(admin)).not.toBeNull();
  await order(agent.id);
  expect(await getAgentStart(as('agent', agent.id))).toBeNull();
  expect(await getStarted(admin)).toBeNull();
});
