import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { createConnection } from '@/lib/connections';
import { type Context, systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import {
  addAccounts,
  createAccount,
  createAgent,
  createCustomer,
  getCustomer,
  listAccounts,
  listCustomers,
  updateCustomer,
} from './index';

useTestDatabase();

const ctx = systemContext('test');
let connectionId: number;
let agents: [number, number];

function asAgent(agentId: number): Context {
  const actor = { kind: 'key' as const, keyId: 1, name: 'key', role: 'agent' as const, agentId, address: null };
  return { actor, now: () => new Date() };
}

beforeAll(async () => {
  const connection = await createConnection(ctx, {
    provider: 'freebit',
    name: 'Freebit',
    baseUrl: 'https://freebit.example',
    credentials: { oemId: 'id', oemKey: 'key' },
  });
  connectionId = Number(connection.id);
  const [a, b] = await Promise.all(
    ['a', 'b'].map((name) => createAgent(ctx, { name, email: `${name}@example.com`, currency: 'USD' })),
  );
  agents = [Number(a?.id), Number(b?.id)];
});

test('pasted accounts: a dry run adds nothing, then the good lines are added and the others say why not', async () => {
  await createCustomer(ctx, { name: 'Sakura' });
  await createCustomer(ctx, { name: 'Twin' });
  await createCustomer(ctx, { name: 'Twin' });
  await createAccount(ctx, { connectionId, externalId: '09000000001' });
  const text = '09000000001\n09000000002;Truck;Sakura\n09000000003;;Twin\n09000000004;;Nobody\nAAA0_00000000001';
  const dry = await addAccounts(ctx, { connectionId, text, dryRun: true });
  expect(dry.lines.map(({ problem }) => problem)).toEqual([
    'This account is there already.',
    null,
    'Several customers are called Twin: use the number.',
    'There is no customer Nobody.',
    null,
  ]);
  expect(await db().upstreamAccount.count()).toBe(1);
  expect((await addAccounts(ctx, { connectionId, text, dryRun: false })).added).toBe(2);
  const { data } = await listAccounts(ctx, { connectionId, limit: 50 });
  expect(data.map(({ externalId, kind, customerName }) => [externalId, kind, customerName])).toEqual([
    ['AAA0_00000000001', 'share_group', null],
    ['09000000002', 'sim', 'Sakura'],
    ['09000000001', 'sim', null],
  ]);
});

test('an agent sees and changes its own customers only; another’s is not found', async () => {
  const own = await createCustomer(asAgent(agents[0]), { name: 'Own', tags: ['vip', 'vip'] });
  const foreign = await createCustomer(ctx, { name: 'Foreign', agentId: agents[1] });
  expect(own).toMatchObject({ agentId: String(agents[0]), tags: ['vip'] });
  const list = await listCustomers(asAgent(agents[0]), { limit: 50 });
  expect(list.data.map(({ name }) => name)).toEqual(['Own']);
  const id = Number(foreign.id);
  await expect(getCustomer(asAgent(agents[0]), { id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(updateCustomer(asAgent(agents[0]), { id, name: 'Mine' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(createCustomer(asAgent(agents[0]), { name: 'X', agentId: agents[1] })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('found by name, mail, account and order number; wildcards are plain characters', async () => {
  const found = async (q: string) => (await listCustomers(ctx, { q, limit: 50 })).data.map(({ name }) => name);
  await createCustomer(ctx, { name: '100% Data_Co', email: 'Desk@Data.example' });
  expect(await found('0% data_')).toEqual(['100% Data_Co']);
  expect(await found('%')).toEqual(['100% Data_Co']);
  expect(await found('desk@data')).toEqual(['100% Data_Co']);
  expect(await found('09000000002')).toEqual(['Sakura']);
  expect(await found('nothing like it')).toEqual([]);
});

test('long names and mails that begin alike are told apart', async () => {
  for (const name of [
    'Great Northern Proxy Works East',
    'Great Northern Proxy Works West',
    '東京都港区六本木一丁目の通信株式会社A',
  ]) {
    const email = `great.northern.works@${name.length}${name.at(-1)}.example`.toLowerCase();
    await createCustomer(ctx, { name, email, agentId: null });
  }
  const found = async (q: string) => (await listCustomers(ctx, { q, limit: 50 })).data.map(({ name }) => name);
  expect(await found('great northern PROXY works W')).toEqual(['Great Northern Proxy Works West']);
  expect(await found('Great.Northern.Works@31t')).toHaveLength(2);
  expect(await found('works@19a.EXAMPLE')).toEqual(['東京都港区六本木一丁目の通信株式会社A']);
  expect(await found('東京都港区六本木一丁目の通信株式会社B')).toEqual([]);
  expect(await found('Great Northern %')).toEqual([]);
  expect(await found('@31t.example')).toHaveLength(2);
});

test('pages by cursor, newest first, without a gap or a repeat', async () => {
  const all = await listCustomers(ctx, { limit: 500 });
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCustomers>> = await listCustomers(ctx, {
      limit: 2,
      ...(cursor ? { cursor } : {}),
    });
    names.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(names).toEqual(all.data.map(({ id }) => id));
});

test('pages by name, those of one name by number, also within a search', async () => {
  for (const name of ['zebra', 'Apple', 'apple', '苹果', 'Mango apple']) await createCustomer(ctx, { name });
  const all: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCustomers(ctx, { sort: 'name', limit: 2, cursor });
    all.push(...page.data.map(({ name }) => name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const { data } = await listCustomers(ctx, { limit: 500 });
  expect([...all].sort()).toEqual(data.map(({ name }) => name).sort());
  expect(all.filter((name) => /^apple$/i.test(name))).toEqual(['Apple', 'apple']);
  expect(all.indexOf('apple')).toBeLessThan(all.indexOf('zebra'));
  const first = await listCustomers(ctx, { sort: 'name', q: 'apple', limit: 2 });
  const second = await listCustomers(ctx, { sort: 'name', q: 'apple', limit: 2, cursor: first.nextCursor ?? '' });
  expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(['Apple', 'apple', 'Mango apple']);
});
