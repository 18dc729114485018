import { beforeEach, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { LARGE_CUSTOMER_ACCOUNTS } from '@/lib/usage/internal';
import { addAgent, addConnection, rollUpDrift } from '@/lib/usage/testing';
import { writeUsagePage } from '@/lib/usage/write-usage-page';
import { assignSuggested, createCustomer, suggestCustomers, updateCustomer } from './index';
import { type AssignSuggestedRequest, assignSuggestedInput, type SuggestionDto } from './suggestion-schemas';

useTestDatabase();

const ctx = systemContext('test');
let connectionId: number;
/** Audit events up to here are of earlier tests: none can be deleted. */
let audited = 0n;

beforeEach(async () => {
  await db().$executeRaw`
    TRUNCATE usage_day, usage_by_connection, usage_by_agent, usage_by_customer, usage_large_customer`;
  await db().upstreamAccount.deleteMany();
  await db().customer.deleteMany();
  connectionId = await addConnection('ipweb');
  await beginAudit();
});

async function beginAudit() {
  audited = (await db().auditEvent.aggregate({ _max: { id: true } }))._max.id ?? 0n;
}

let counter = 0;
async function account(
  externalName: string | null,
  label: string | null = null,
  kind: 'customer' | 'pool' = 'customer',
) {
  counter += 1;
  const data = { connectionId, externalId: `ext-${counter}`, externalName, label, kind };
  return (await db().upstreamAccount.create({ data, select: { id: true } })).id;
}

const customer = async (name: string, email: string | null = null) =>
  Number((await createCustomer(ctx, { name, email })).id);

/** What "accept all shown" sends. */
function acceptAll(data: readonly SuggestionDto[]): AssignSuggestedRequest {
  return {
    items: data.flatMap(({ accounts, proposal }): AssignSuggestedRequest['items'] => {
      const accountIds = accounts.map(({ id }) => id);
      if (proposal.kind === 'ask') return [];
      if (proposal.kind === 'existing') return [{ accountIds, to: { customerId: proposal.customer.id } }];
      return [{ accountIds, to: { name: proposal.name, email: proposal.email } }];
    }),
  };
}
const assign = (input: AssignSuggestedRequest, as: Context = ctx) =>
  assignSuggested(as, assignSuggestedInput.parse(input));

const told = ({ accounts, proposal }: SuggestionDto) => [
  accounts.length,
  proposal.kind,
  proposal.kind === 'existing' ? `${proposal.customer.name} by ${proposal.by}` : proposal.name,
];

/** Which customer each account has, by names. */
async function owners(): Promise<[string, string | null][]> {
  const rows = await db().upstreamAccount.findMany({ orderBy: { id: 'asc' }, include: { customer: true } });
  return rows.map((row) => [row.externalName ?? row.externalId, row.customer?.name ?? null]);
}

test('the customer of the same e-mail, of the same name, else a new one; what is not clear is asked', async () => {
  await customer('Desk', 'Desk@Example.com');
  await customer('さくら商事');
  await customer('ＡＢＣ　Trading'); // full width
  await customer('王伟');
  await customer('王伟');
  await customer('Lin', 'lin@old.example');
  const old = await customer('Gone');
  await db().customer.update({ where: { id: old }, data: { archivedAt: new Date() } });
  await account('DESK@example.COM');
  await account('さくら商事');
  await account('x@y', 'abc  trading ');
  await account('王伟');
  await account('lin@new.example', 'lin');
  await account('Gone');
  await account(null);
  await account('new@one.example');
  await account('NEW@one.example');
  await account('pool of the house', null, 'pool');
  const { data, shown, open, after } = await suggestCustomers(ctx, {});
  expect(data.map(told)).toEqual([
    [1, 'existing', 'Desk by mail'],
    [1, 'existing', 'さくら商事 by name'],
    [1, 'existing', 'ＡＢＣ　Trading by name'],
    [1, 'ask', '王伟'],
    [1, 'ask', 'lin'],
    [1, 'new', 'Gone'],
    [1, 'new', expect.stringMatching(/^ext-/)],
    [2, 'new', 'new@one.example'],
  ]);
  expect({ shown, open, after }).toEqual({ shown: 9, open: 9, after: null });
  expect(data[3]?.proposal).toMatchObject({ candidates: [{ name: '王伟' }, { name: '王伟' }] });
  expect(data[4]?.proposal).toMatchObject({ candidates: [{ email: 'lin@old.example' }], email: 'lin@new.example' });
  expect(data[7]?.proposal).toMatchObject({ email: 'new@one.example' });
});

test('accepting all leaves the open questions, and everything is in the audit', async () => {
  await customer('Twin');
  await customer('Twin');
  const desk = await customer('Desk', 'desk@example.com');
  await account('desk@example.com');
  await account('New');
  await account('new');
  await account('Twin');
  await beginAudit();
  const { data } = await suggestCustomers(ctx, {});
  expect(await assign(acceptAll(data))).toEqual({ assigned: 3, created: 1, already: 0, left: [] });
  expect(await owners()).toEqual([
    ['desk@example.com', 'Desk'],
    ['New', 'New'],
    ['new', 'New'],
    ['Twin', null],
  ]);
  const made = await db().customer.findFirstOrThrow({ where: { name: 'New' } });
  const events = await db().auditEvent.findMany({ where: { id: { gt: audited } }, orderBy: { id: 'asc' } });
  expect(events.map(({ action, after }) => [action, after])).toEqual([
    ['customer.created', { name: 'New', email: null, agentId: null, tags: [], note: null }],
    ['account.updated', { customerId: desk }],
    ['account.updated', { customerId: made.id }],
    ['account.updated', { customerId: made.id }],
  ]);
});

test('pressed twice, in two tabs, and with two lists of the same names: nothing is assigned or made twice', async () => {
  for (let no = 0; no < 30; no++) await account(`同名 ${no % 10}`);
  const { data } = await suggestCustomers(ctx, {});
  const all = acceptAll(data);
  const first = { items: all.items.map((item) => ({ ...item, accountIds: item.accountIds.slice(0, 2) })) };
  const second = { items: all.items.map((item) => ({ ...item, accountIds: item.accountIds.slice(1) })) };
  const answers = await Promise.all([assign(first), assign(second), assign(all), assign(all)]);
  expect(answers.reduce((sum, { assigned }) => sum + assigned, 0)).toBe(30);
  expect(answers.reduce((sum, { created }) => sum + created, 0)).toBe(10);
  expect(await db().customer.count()).toBe(10);
  expect(await assign(all)).toEqual({ assigned: 0, created: 0, already: 30, left: [] });
  expect(await db().auditEvent.count({ where: { id: { gt: audited }, action: 'account.updated' } })).toBe(30);
});

test('what has changed since the list was read is told, not guessed', async () => {
  const a = await account('Moved');
  const b = await account('Split');
  const c = await account('Late');
  const archived = await customer('Closed');
  await db().customer.update({ where: { id: archived }, data: { archivedAt: new Date() } });
  const late = await customer('LATE');
  await customer('Split');
  await customer('Split');
  const to = (name: string) => ({ name, email: null });
  const answer = await assign({
    items: [
      { accountIds: [String(a)], to: { customerId: String(archived) } },
      { accountIds: [String(b)], to: to('Split') },
      { accountIds: [String(c)], to: to('Late') },
    ],
  });
  expect(answer).toMatchObject({ assigned: 1, created: 0 });
  expect(answer.left).toEqual([
    { name: `#${archived}`, why: 'gone' },
    { name: 'Split', why: 'several' },
  ]);
  expect((await db().upstreamAccount.findUniqueOrThrow({ where: { id: c } })).customerId).toBe(late);
  // A person may say that it is another one of that name.
  const own = await assign({ items: [{ accountIds: [String(b)], to: { ...to('Split'), separate: true } }] });
  expect(own).toEqual({ assigned: 1, created: 1, already: 0, left: [] });
});

test('the usage of accounts goes with them, to agents and large customers too', async () => {
  const agentId = await addAgent();
  const big = await customer('Big');
  const sold = await customer('Sold');
  await updateCustomer(ctx, { id: sold, agentId });
  const ids = new Map<string, number>();
  for (let no = 0; no < LARGE_CUSTOMER_ACCOUNTS + 1; no++) ids.set(`big ${no}`, await account('Big'));
  ids.set('sold', await account('Sold'));
  ids.set('small', await account('Small'));
  const days = [...ids.values()].flatMap((accountId) =>
    ['2026-11-01', '2026-11-02'].map((day) => ({ accountId, day, upload: 1n, download: 2n, total: 3n })),
  );
  await writeUsagePage(undefined, {
    connectionId,
    settledUpTo: '2026-11-19',
    readAt: new Date('2026-11-21T00:00:00Z'),
    rows: days,
  });
  expect(await rollUpDrift()).toEqual([]);
  await assign(acceptAll((await suggestCustomers(ctx, {})).data));
  expect(await db().usageLargeCustomer.findMany()).toEqual([{ customerId: big }]);
  expect(await rollUpDrift()).toEqual([]);
  const more = await account('Big');
  await writeUsagePage(undefined, {
    connectionId,
    settledUpTo: '2026-11-19',
    readAt: new Date('2026-11-21T00:00:00Z'),
    rows: [{ accountId: more, day: '2026-11-01', upload: null, download: null, total: 9n }],
  });
  await assign(acceptAll((await suggestCustomers(ctx, {})).data));
  expect(await rollUpDrift()).toEqual([]);
  expect((await db().usageByAgent.findMany({ where: { agentId } })).map(({ total }) => total)).toEqual([3n, 3n]);
});

test('goes through many in parts, and at most 200 at a time', async () => {
  for (let no = 0; no < 5; no++) await account(`Holder ${no}`);
  const first = await suggestCustomers(ctx, { limit: 3 });
  expect(first).toMatchObject({ shown: 3, open: 5 });
  const second = await suggestCustomers(ctx, { limit: 3, after: Number(first.after) });
  expect([...first.data, ...second.data].map(({ proposal }) => proposal.kind === 'new' && proposal.name)).toEqual(
    [0, 1, 2, 3, 4].map((no) => `Holder ${no}`),
  );
  expect(second.after).toBeNull();
  const accountIds = Array.from({ length: 201 }, (_, no) => String(no + 1));
  expect(assignSuggestedInput.safeParse({ items: [{ accountIds, to: { name: 'N', email: null } }] }).success).toBe(
    false,
  );
});

test('is the administrators’ alone', async () => {
  const as = (role: 'viewer' | 'agent'): Context => ({
    actor: { kind: 'key', keyId: 1, name: 'key', role, agentId: role === 'agent' ? 1 : null, address: null },
    now: () => new Date(),
  });
  const id = await account('Open');
  for (const role of ['viewer', 'agent'] as const) {
    await expect(suggestCustomers(as(role), {})).rejects.toMatchObject({ code: 'forbidden' });
    const input = { items: [{ accountIds: [String(id)], to: { name: 'N', email: null } }] };
    await expect(assign(input, as(role))).rejects.toMatchObject({ code: 'forbidden' });
  }
  expect(await owners()).toEqual([['Open', null]]);
});
