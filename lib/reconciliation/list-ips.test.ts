import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { createAgent, createCustomer } from '@/lib/customers';
import { db } from '@/lib/infra/db';
import { getProviderRecord, listIps } from './index';

useTestDatabase();

const NOW = new Date('2026-11-20T12:00:00Z');
const ctx = systemContext('test', () => NOW);
const DAY_MS = 86_400_000;

let connectionId = 0;
let agentIds: number[] = [];

function agentContext(agentId: number): Context {
  const actor = { kind: 'key', keyId: 1, name: 'key', role: 'agent', agentId, address: null } as const;
  return { actor, now: () => NOW };
}

/** An opening for an agent's customer and its line in the provider's list. */
async function opening(agentId: number, number: string, ips: string[], endsInDays: number) {
  const customer = await createCustomer(ctx, { name: `Customer of ${agentId}`, agentId });
  await db().order.create({
    data: {
      reference: `ref-${number}`,
      type: 'ip_open',
      status: 'succeeded',
      connectionId,
      customerId: Number(customer.id),
      agentId,
      providerOrderId: number,
      madeBy: 'system:test',
      madeByName: 'test',
    },
  });
  return line(number, ips, endsInDays);
}

async function line(number: string, ips: string[], endsInDays: number): Promise<bigint> {
  const row = await db().providerRecord.create({
    data: {
      connectionId,
      kind: 'isp',
      identity: number,
      externalOrderId: number,
      at: new Date(NOW.getTime() - DAY_MS),
      day: new Date('2026-11-19T00:00:00Z'),
      raw: { ip_list: ips.join(','), expire_time: String(NOW.getTime() / 1000 + endsInDays * 86_400) },
    },
  });
  return row.id;
}

beforeAll(async () => {
  const connection = await db().connection.create({
    data: {
      provider: 'ipidea',
      name: 'IPs',
      baseUrl: 'http://127.0.0.1:1',
      credentials: '',
      settings: {},
      usageAsset: 'IPIDEA_MB',
    },
  });
  connectionId = connection.id;
  const agents = await Promise.all(
    ['one', 'two'].map((name) => createAgent(ctx, { name, email: `${name}@example.com`, currency: 'USD' })),
  );
  agentIds = agents.map(({ id }) => Number(id));
  const [one = 0, two = 0] = agentIds;
  await opening(one, 'n1', ['10.0.0.1', '10.0.0.2'], 3);
  await opening(two, 'n2', ['10.0.0.3'], 60);
  await line('n3', ['10.0.0.4'], -2);
});

test('an agent sees the IPs of its own customers only', async () => {
  const [one = 0, two = 0] = agentIds;
  const ofOne = await listIps(agentContext(one), { limit: 50 });
  expect(ofOne.data.map(({ ip }) => ip)).toEqual(['10.0.0.1', '10.0.0.2']);
  expect(ofOne.data[0]?.customerName).toBe(`Customer of ${one}`);
  expect((await listIps(agentContext(two), { limit: 50 })).data.map(({ ip }) => ip)).toEqual(['10.0.0.3']);
});

test('what ends first is on top, what has ended is last, and pages go on where they stopped', async () => {
  const first = await listIps(ctx, { limit: 3 });
  expect(first.data.map(({ ip }) => ip)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  const second = await listIps(ctx, { limit: 3, cursor: first.nextCursor ?? '' });
  expect(second.data.map(({ ip }) => ip)).toEqual(['10.0.0.4']);
  expect(second.nextCursor).toBeNull();
});

test('states and parts of an address narrow the list', async () => {
  const ips = async (query: Parameters<typeof listIps>[1]) => (await listIps(ctx, query)).data.map(({ ip }) => ip);
  expect(await ips({ limit: 9, state: 'expired' })).toEqual(['10.0.0.4']);
  expect(await ips({ limit: 9, state: 'expiring' })).toEqual(['10.0.0.1', '10.0.0.2']);
  expect(await ips({ limit: 9, state: 'active' })).toHaveLength(3);
  expect(await ips({ limit: 9, q: '0.3' })).toEqual(['10.0.0.3']);
});

test('a record is shown to those who see internals, and a missing one is not found', async () => {
  const { id } = await db().providerRecord.findFirstOrThrow({ where: { identity: 'n3' } });
  expect((await getProviderRecord(ctx, { id })).externalOrderId).toBe('n3');
  await expect(getProviderRecord(agentContext(agentIds[0] ?? 0), { id })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(getProviderRecord(ctx, { id: 999_999n })).rejects.toMatchObject({ code: 'not_found' });
});
