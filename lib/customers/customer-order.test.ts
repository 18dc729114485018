import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { db, Prisma } from '@/lib/infra/db';
import { addAccount, addAgent, addConnection, addCustomer } from '@/lib/usage/testing';
import { keepAllStandings, keepStandingsOf, listCustomers, updateAccount, updateCustomer } from './index';
import { drainStandings } from './keep-standings';
import { type CustomerDto, type CustomerSort, customerSortSchema } from './schemas';
import { everyCustomer, standingDrift } from './testing';

useTestDatabase();

const ctx = systemContext('test');
const MB = 1_000_000n;
let agents: [number, number];
let connections: [number, number];

/** Deterministic, with many equal ones. */
function residualOf(no: number): bigint | null {
  if (no % 5 === 0) return null;
  if (no % 7 === 0) return 0n;
  return BigInt((no * 37) % 11) * 100n * MB - MB;
}

beforeAll(async () => {
  agents = [await addAgent(), await addAgent()];
  connections = [await addConnection('ipweb'), await addConnection('freebit')];
  for (let no = 1; no <= 60; no++) {
    const customerId = await addCustomer([agents[0], agents[1], null][no % 3] ?? null);
    if (no % 10 === 3) continue; // without an account
    for (const connectionId of no % 4 === 0 ? connections : [connections[0]]) {
      const id = await addAccount(connectionId, customerId);
      const pace = no % 6 === 0 ? {} : { recentUsage: BigInt(1 + (no % 3)) * 70n * MB, recentUsageDays: 7 };
      await db().upstreamAccount.update({ where: { id }, data: { residual: residualOf(no), ...pace } });
    }
  }
  await keepAllStandings();
});

function asAgent(agentId: number): Context {
  const actor = { kind: 'key' as const, keyId: 1, name: 'key', role: 'agent' as const, agentId, address: null };
  return { actor, now: () => new Date() };
}

const ids = (customers: readonly CustomerDto[]) => customers.map(({ id }) => id);

/** What each order goes by; null is last in both directions. */
const FIGURES: Record<CustomerSort, (customer: CustomerDto) => number | string | null> = {
  new: ({ id }) => -Number(id),
  name: ({ name }) => name.toLowerCase(),
  '-name': ({ name }) => name.toLowerCase(),
  residual: ({ residualBytes }) => residualBytes,
  '-residual': ({ residualBytes }) => residualBytes,
  left: ({ daysLeft }) => daysLeft,
  '-left': ({ daysLeft }) => daysLeft,
};

test('the kept figures are what the accounts say, exactly', async () => {
  expect(await standingDrift()).toEqual([]);
  const known = await db().customerStanding.count({ where: { residualBytes: { not: null } } });
  expect(known).toBeGreaterThan(20);
  expect(await db().customerStanding.count({ where: { residualBytes: null } })).toBeGreaterThan(10);
});

describe.each(customerSortSchema.options)('by %s', (sort) => {
  test('each customer comes once, in order, whatever the size of a page', async () => {
    const all = ids(await everyCustomer({ limit: 500 }));
    const once = await everyCustomer({ sort, limit: 500 });
    expect(ids(once).sort()).toEqual(all.sort());
    for (const limit of [1, 7]) expect(ids(await everyCustomer({ sort, limit }))).toEqual(ids(once));
    const figures = once.map(FIGURES[sort]);
    const known = figures.filter((figure) => figure !== null);
    expect(figures.slice(known.length).every((figure) => figure === null)).toBe(true);
    const sorted = known.filter((figure) => typeof figure === 'number').sort((x, y) => x - y);
    if (sorted.length > 0) expect(known).toEqual(sort.startsWith('-') ? sorted.reverse() : sorted);
    const turned = sort.startsWith('-') ? customerSortSchema.parse(sort.slice(1)) : null;
    if (turned)
      expect(known).toEqual(
        (await everyCustomer({ sort: turned, limit: 500 }))
          .map(FIGURES[sort])
          .filter((figure) => figure !== null)
          .reverse(),
      );
  });

  test('an agent’s own only, also for the house, also within a search and a filter', async () => {
    const whole = await everyCustomer({ sort, limit: 500 });
    for (const agentId of agents) {
      const own = ids(whole.filter((customer) => customer.agentId === String(agentId)));
      expect(own.length).toBeGreaterThan(15);
      expect(ids(await everyCustomer({ sort, limit: 3 }, asAgent(agentId)))).toEqual(own);
      expect(ids(await everyCustomer({ sort, agentId, limit: 3 }))).toEqual(own);
    }
    expect(await everyCustomer({ sort, agentId: agents[1], limit: 3 }, asAgent(agents[0]))).toEqual([]);
    const found = ids(whole.filter(({ name }) => name.includes('customer 1') || name.includes('Customer 1')));
    expect(found.length).toBeGreaterThan(5);
    expect(ids(await everyCustomer({ sort, q: 'customer 1', limit: 2 }))).toEqual(found);
    const dry = ids(whole.filter(({ residualBytes }) => residualBytes !== null && residualBytes <= 0));
    expect(dry.length).toBeGreaterThan(3);
    expect(ids(await everyCustomer({ sort, attention: 'dry', limit: 2 }))).toEqual(dry);
  });

  test('a broken cursor is refused', async () => {
    for (const cursor of ['nonsense', btoa('k:x'), btoa('k:1|2|3')]) {
      await expect(listCustomers(ctx, { sort, limit: 5, cursor })).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });
});

test('a customer that moves while pages are read takes nobody along', async () => {
  const all = await everyCustomer({ sort: 'residual', limit: 500 });
  const first = await listCustomers(ctx, { sort: 'residual', limit: 10 });
  const moved = Number(first.data.at(-1)?.id);
  await db().$executeRaw`UPDATE upstream_account SET residual = residual + 900000000000 WHERE customer_id = ${moved}`;
  await keepStandingsOf(Prisma.sql`a.customer_id = ${moved}`);
  const next = await listCustomers(ctx, { sort: 'residual', limit: 10, cursor: first.nextCursor ?? '' });
  expect(ids(next.data)).toEqual(ids(all).slice(10, 20));
});

test('assigned, taken away and given to another agent: the order follows', async () => {
  const [from, to] = [await addCustomer(agents[0]), await addCustomer(null)];
  const id = await addAccount(connections[0], null);
  await db().upstreamAccount.update({ where: { id }, data: { residual: 5n * MB } });
  const stands = async (customerId: number) =>
    (await db().customerStanding.findUniqueOrThrow({ where: { customerId } })).residualBytes;
  await updateAccount(ctx, { id, customerId: from });
  await drainStandings();
  expect(await stands(from)).toBe(5_242_880n);
  await updateAccount(ctx, { id, customerId: to });
  await drainStandings();
  expect([await stands(from), await stands(to)]).toEqual([null, 5_242_880n]);
  await updateCustomer(ctx, { id: to, agentId: agents[1] });
  expect(ids(await everyCustomer({ sort: 'residual', limit: 2 }, asAgent(agents[1])))).toContain(String(to));
  await updateAccount(ctx, { id, customerId: null });
  await drainStandings();
  expect(await standingDrift()).toEqual([]);
});

test('who has not moved is not written; who is held by another has its turn later', async () => {
  const stamp = () => db().$queryRaw`SELECT max(xmin::text::bigint)::text AS newest FROM customer_standing`;
  const before = await stamp();
  await keepAllStandings();
  expect(await stamp()).toEqual(before);
  await db().$executeRaw`UPDATE upstream_account SET residual = residual + 1000000 WHERE residual IS NOT NULL`;
  const [held] = await db().$queryRaw<{ id: number }[]>`
    SELECT customer_id AS id FROM customer_standing WHERE residual_bytes > 0 LIMIT 1`;
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM customer_standing WHERE customer_id = ${held?.id} FOR UPDATE`;
    await keepAllStandings(); // would wait for ever if it waited
    expect(await standingDrift()).toMatchObject([{ id: String(held?.id) }]);
  });
  await drainStandings();
  expect(await standingDrift()).toEqual([]);
});

test('a row that is missing, as after a restore of an older backup, comes back', async () => {
  await db().customerStanding.deleteMany({ where: { agentId: agents[0] } });
  await keepAllStandings();
  expect(await standingDrift()).toEqual([]);
});
