import { describe, expect, it } from 'vitest';
import { auditQuery } from '@/lib/audit/schemas';
import { accessOf } from '@/lib/boundary/endpoint';
import { endpoints } from './index';
import { EXPECTED_ACCESS } from './testing/expected-access';
import { type Answer, call, realPath, useApiWorld, type World } from './testing/world';

const world = useApiWorld();

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

it('declares for every endpoint who may call it, as agreed', () => {
  const declared = endpoints.map((endpoint): [string, string] => [
    nameOf(endpoint),
    endpoint.access === 'public'
      ? 'public'
      : (['admin', 'viewer', 'agent'] as const).map((role) => accessOf(endpoint, role)).join(' '),
  ]);
  expect(Object.fromEntries(declared)).toEqual(EXPECTED_ACCESS);
});

/** The path with ids that no row has. */
const nowhere = (path: string) => path.replace('{month}', '2026-11').replaceAll(/\{\w+\}/g, '999999');

describe.each(endpoints.map((endpoint) => ({ name: nameOf(endpoint), endpoint })))('$name', ({ endpoint }) => {
  const { method } = endpoint;
  const path = nowhere(endpoint.path);

  it('is closed to those without a key', async () => {
    expect((await call(null, method, path)).status).toBe(endpoint.access === 'public' ? 200 : 401);
  });

  it.each(['admin', 'viewer', 'agent'] as const)('is open to %s or not, as declared', async (role) => {
    const { status, json } = await call(world.keys[role], method, path, method === 'GET' ? undefined : '{}');
    const may = accessOf(endpoint, role) !== 'none';
    expect(status === 403, JSON.stringify(json)).toBe(!may);
    expect(status).toBeLessThan(500);
  });
});

/** Fields that some lists want; the others ignore them. */
function queryFor({ connectionId, own }: World, query: unknown): string {
  const fields = {
    from: '2026-11-01',
    to: '2026-11-02',
    month: '2020-01',
    connectionId,
    billingAccountId: own.billingAccountId,
    customerId: own.customerId,
    gb: '50',
    q: 'x',
  };
  return query === undefined || query === auditQuery ? '' : `?${new URLSearchParams(fields)}`;
}

describe('an agent', () => {
  /** What the owner sees, the rival does not: as if it were not there. */
  const same = (a: Answer, b: Answer) => expect([a.status, a.json]).toEqual([b.status, b.json]);

  it.each([
    ['GET', '/customers/{customerId}', undefined],
    ['PATCH', '/customers/{customerId}', {}],
    ['GET', '/accounts/{accountId}', undefined],
    ['POST', '/accounts/{accountId}/refresh', undefined],
    ['GET', '/orders/{orderId}', undefined],
    ['POST', '/orders/{orderId}/cancel', undefined],
    ['GET', '/orders/{orderId}/dispute-links', undefined],
    ['POST', '/orders/{orderId}/dispute-links', undefined],
    ['GET', '/bulk-top-ups/{bulkId}', undefined],
    ['GET', '/bulk-top-ups/{bulkId}/rows', undefined],
    ['GET', '/auto-top-ups/{ruleId}', undefined],
    ['PATCH', '/auto-top-ups/{ruleId}', {}],
    ['GET', '/agents/{agentId}', undefined],
    ['GET', '/agents/{agentId}/wallet', undefined],
    ['GET', '/adjustments/{adjustmentId}', undefined],
    ['GET', '/billing-accounts/{billingAccountId}', undefined],
    ['GET', '/prices/quote?gb=50&customerId={customerId}', undefined],
  ])("404 for another's as for a missing one: %s %s", async (method, template, body) => {
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: keyof World['own']) => world.own[name]);
    const owner = await call(world.keys.agent, method, path, body);
    expect(owner.status).not.toBe(404);
    expect(owner.status).not.toBe(403);
    const foreign = await call(world.keys.rival, method, path, body);
    expect(foreign.status).toBe(404);
    same(foreign, await call(world.keys.rival, method, nowhere(template), body));
  });

  it("404 for another's statement as for a missing one", async () => {
    const at = (id: string) => `/statements?billingAccountId=${id}&month=2020-01`;
    expect((await call(world.keys.agent, 'GET', at(world.own.billingAccountId))).status).toBe(200);
    const foreign = await call(world.keys.rival, 'GET', at(world.own.billingAccountId));
    expect(foreign.status).toBe(404);
    same(foreign, await call(world.keys.rival, 'GET', at('999999')));
  });

  it("404 for an order on another's account as on a missing one", async () => {
    const order = (accountId: string) =>
      call(
        world.keys.rival,
        'POST',
        '/orders',
        { type: 'top_up', accountId, amountGb: '1' },
        { 'idempotency-key': `k${accountId}` },
      );
    const foreign = await order(world.own.accountId);
    expect(foreign.status).toBe(404);
    same(foreign, await order('999999'));
  });

  it.each([
    '/customers?agentId={agentId}',
    '/accounts?customerId={customerId}',
    '/orders?customerId={customerId}',
    '/orders?accountId={accountId}',
    '/auto-top-ups?customerId={customerId}',
    '/auto-top-ups?accountId={accountId}',
    '/payments?billingAccountId={billingAccountId}',
    '/adjustments?billingAccountId={billingAccountId}',
    '/prices?agentId={agentId}',
    '/prices?customerId={customerId}',
    '/ip-prices?agentId={agentId}',
    '/usage/daily?from=2026-11-01&to=2026-11-02&customerId={customerId}',
    '/usage/daily?from=2026-11-01&to=2026-11-02&accountId={accountId}',
    '/usage/daily?from=2026-11-01&to=2026-11-02&agentId={agentId}',
  ])("200 and empty for a list filtered by another's id: %s", async (template) => {
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: keyof World['own']) => world.own[name]);
    for (const filter of [path, template.replaceAll(/\{\w+\}/g, '999999'), template.replaceAll(/\{\w+\}/g, 'x-y_z')]) {
      const { status, json } = await call(world.keys.rival, 'GET', filter);
      expect([status, json.data]).toEqual([200, []]);
    }
    expect((await call(world.keys.rival, 'GET', template.replaceAll(/\{\w+\}/g, 'a%20b'))).status).toBe(400);
  });

  it('lists nothing of the others', async () => {
    for (const path of ['/customers', '/accounts', '/orders', '/bulk-top-ups', '/auto-top-ups']) {
      expect((await call(world.keys.rival, 'GET', path)).json.data, path).toEqual([]);
      expect((await call(world.keys.agent, 'GET', path)).json.data, path).toHaveLength(1);
    }
    expect((await call(world.keys.rival, 'GET', '/agents')).json.data).toMatchObject([{ name: 'rival' }]);
  });

  it('sees no cost, credentials, raw records or other agents anywhere', async () => {
    for (const { method, path, access, query } of endpoints) {
      if (method !== 'GET' || access === 'public' || accessOf({ access }, 'agent') === 'none') continue;
      const target = realPath(world, path) + queryFor(world, query);
      const { status, text } = await call(world.keys.agent, 'GET', target);
      expect(status, target).toBe(200);
      expect(text, target).not.toMatch(/costPerGb|margin|credential|"raw"|token|rival/i);
    }
  });
});

it('answers an admin as the schemas say', async () => {
  for (const { method, path, query, response } of endpoints) {
    if (method !== 'GET') continue;
    const target = realPath(world, path) + queryFor(world, query);
    const { status, json, text } = await call(world.keys.admin, 'GET', target);
    expect(status, `${target} ${text}`).toBe(200);
    expect(response.safeParse(json).error, target).toBeUndefined();
  }
});

it.each([
  ['csv', 'Statement,2020-01'],
  ['pdf', '%PDF-'],
])('gives a statement as %s', async (format, beginning) => {
  const path = `/statements?billingAccountId=${world.own.billingAccountId}&month=2020-01&format=${format}`;
  const { status, text } = await call(world.keys.agent, 'GET', path);
  expect([status, text.slice(0, 40)]).toEqual([200, expect.stringContaining(beginning)]);
});
