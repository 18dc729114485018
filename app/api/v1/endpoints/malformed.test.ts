import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useTestDatabase } from '@/bin/test/database';
import { createApiKey } from '@/lib/auth';
import { systemContext } from '@/lib/core/actor';
import { closeDb } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { apiDocument, endpoints } from './index';
import { call, makeWorld, realPath, type World } from './testing';

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await closeJobs();
  await closeDb();
});

const cursor = (key: string) => btoa(key).replaceAll('=', '');

/** As they stand in an address. */
const ODD_TEXTS = [
  '',
  '%20',
  '0',
  '-1',
  '1.5',
  '1e9',
  '99999999999999999999',
  '2147483648',
  'NaN',
  'null',
  'undefined',
  'true',
  '%00',
  'a%00b',
  '%ED%A0%80',
  '%F0%9F%92%A9',
  '%FF%FE',
  '%27%20OR%201=1--',
  '%25',
  '%5C',
  '__proto__',
  '[]',
  '{}',
  '../..',
  'x'.repeat(3000),
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '1969-12-31',
  '2026-11-21T09:30:00Z',
  '+275760-09-13',
  '2026-13',
  cursor('k:999999999999999999'),
  cursor('k:-1'),
  cursor('k:abc'),
  cursor('k:'),
  cursor('k:9\0'),
  cursor('nonsense'),
];

const ODD_VALUES: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  '0',
  '-1',
  '1e5',
  'NaN',
  '1,5',
  '99999999999999999999',
  '0.0000001',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e',
  '💩',
  "'; DROP TABLE x--",
  'x'.repeat(50_000),
  '2026-02-30',
  [],
  [null],
  [[]],
  {},
  { a: { b: [] } },
  { amount: '1e999', currency: 'USD' },
  { amount: '1', currency: 'XXX' },
  { amount: 1, currency: null },
  { __proto__: null },
  Array.from({ length: 2000 }, () => 'x'),
];

const ODD_BODIES = [
  '',
  'null',
  '[]',
  '1',
  '"x"',
  '{',
  '{"a":',
  '[[[[',
  '\u0000',
  `${'['.repeat(300)}`,
  '{"type":"top_up"}',
  '{"__proto__":{"a":1}}',
];

/** Bodies that are right but for the part that a test spoils. */
function bodies(path: string): Record<string, unknown>[] {
  const { accountId, agentId, customerId } = world.own;
  const known: Record<string, Record<string, unknown>[]> = {
    '/customers': [{ name: 'N', email: 'n@example.com', agentId, tags: ['a'], note: 'n' }],
    '/customers/{id}': [{ name: 'N', email: null, agentId, tags: [], note: null }],
    '/accounts': [{ connectionId: world.connectionId, externalId: 'e', externalName: 'n', customerId }],
    '/accounts/{id}': [{ customerId, label: 'l' }],
    '/agents': [{ name: 'N', email: 'x@example.com', currency: 'USD', creditLimit: { amount: '1', currency: 'USD' } }],
    '/agents/{id}': [
      { name: 'N', approvalAboveGb: '1', dailyCapGb: '1', pricePerGb: { amount: '1', currency: 'USD' } },
    ],
    '/agents/{id}/payments': [
      { amount: { amount: '1.00', currency: 'USD' }, reference: 'r', method: 'cash', note: 'n' },
    ],
    '/orders': [
      { type: 'top_up', accountId, amountGb: '1', note: 'n' },
      { type: 'deduct', accountId, amountGb: '1', note: 'n' },
      {
        type: 'ip_open',
        connectionId: world.connectionId,
        product: 'isp',
        region: 'US',
        duration: 'week',
        quantity: 1,
        poolTag: 1,
        customerId,
        remark: 'r',
      },
      {
        type: 'ip_renew',
        connectionId: world.connectionId,
        product: 'isp',
        ips: ['192.0.2.1'],
        duration: 'week',
        remark: 'r',
      },
    ],
    '/billing-accounts/{id}': [{ creditLimit: { amount: '1', currency: 'USD' } }],
    '/billing-accounts/{id}/payments': [
      { amount: { amount: '1.00', currency: 'USD' }, reference: 'b', method: 'cash' },
    ],
    '/customers/{id}/billing-account': [{ currency: 'USD', creditLimit: { amount: '1', currency: 'USD' } }],
    '/payments/{id}/reverse': [{ reason: 'r' }],
    '/adjustments': [
      {
        billingAccountId: world.own.billingAccountId,
        amount: { amount: '-1.00', currency: 'USD' },
        reason: 'r',
        reference: 'a',
      },
    ],
    '/adjustments/{id}/decline': [{ note: 'n' }],
    '/adjustments/{id}/reverse': [{ reason: 'r' }],
    '/billing-settings': [
      {
        issuer: { name: 'n', address: 'a', taxId: 't' },
        limits: {
          adjustment: [{ amount: '1', currency: 'USD' }],
          largeOrderGb: '1',
          largeOrder: [{ amount: '1', currency: 'USD' }],
        },
      },
    ],
    '/prices': [
      {
        customerId: null,
        agentId,
        connectionId: world.connectionId,
        perGb: { amount: '1', currency: 'USD' },
        steps: [{ fromGb: '10', perGb: '0.5' }],
        stepsBy: 'month',
        validFrom: '2099-01-01T00:00:00Z',
      },
    ],
    '/prices/{id}/end': [{ at: '2099-01-01T00:00:00Z' }],
    '/ip-prices': [
      {
        agentId,
        product: 'isp',
        region: 'US',
        duration: 'week',
        perIp: { amount: '1', currency: 'USD' },
        validFrom: '2099-01-01T00:00:00Z',
      },
    ],
    '/ip-prices/{id}/end': [{ at: null }],
    '/orders/{id}/resolve': [{ outcome: 'succeeded', note: 'n' }],
    '/connections': [
      {
        provider: 'ipweb',
        name: 'n',
        baseUrl: 'http://127.0.0.1:9',
        credentials: { token: 't' },
        settings: { timeZone: 'UTC', costPerGb: { amount: '1', currency: 'USD' } },
      },
    ],
    '/connections/{id}': [
      { name: 'n', baseUrl: 'http://127.0.0.1:9', credentials: { token: 't' }, settings: {}, disabled: true },
    ],
    '/connections/{id}/sync': [{ from: '2026-11-01', to: '2026-11-02' }],
    '/api-keys': [
      { name: 'n', role: 'viewer' },
      { name: 'n', agentId },
    ],
    '/webhooks': [{ url: 'http://127.0.0.1:9/x', events: ['order.succeeded'] }],
  };
  return known[path] ?? [{}];
}

const GOOD_QUERY = { from: '2026-11-01', to: '2026-11-02', month: '2026-10', groupBy: 'account' };

function queryNames(schema: z.ZodType | undefined, method: string, path: string): string[] {
  if (!schema) return [];
  const operation = apiDocument().paths[path]?.[method.toLowerCase()];
  return operation?.parameters.flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : [])) ?? [];
}

let keyNo = 0;
const headers = () => ({ 'idempotency-key': `k${keyNo++}` });

const problem = z.object({
  type: z.string().min(1),
  title: z.string().min(1),
  status: z.number().int(),
  detail: z.string().min(1),
  code: z.string().regex(/^[a-z_]+$/),
});
/** A 400 says what is wrong where. */
const invalid = problem.extend({
  errors: z.array(z.object({ path: z.string(), message: z.string().min(1) })).min(1),
});

let key = '';
let requests = 0;
let refusals = 0;

/** Whatever comes, the answer is no failure of ours, and what is refused is a problem that a program can read. */
async function expectNoFailure(method: string, path: string, body?: unknown) {
  // A key may ask 6,000 times a minute: a new one takes over before that.
  if (requests % 3_000 === 0) {
    key = (await createApiKey(systemContext('test'), { name: `k${requests}`, role: 'admin' })).key;
  }
  const answer = await call(key, method, path, body, headers());
  const { status, contentType, text, json } = answer;
  const what = `${method} ${path.slice(0, 200)} ${JSON.stringify(body)?.slice(0, 300)} → ${text.slice(0, 300)}`;
  requests += 1;
  expect(status, what).toBeLessThan(500);
  expect(status, what).not.toBe(429);
  if (status < 400) return status;
  refusals += 1;
  expect(contentType, what).toMatch(/^application\/problem\+json/);
  expect((status === 400 ? invalid : problem).safeParse(json).error, what).toBeUndefined();
  expect(json.status, what).toBe(status);
  return status;
}

afterAll(() => {
  expect(requests).toBeGreaterThan(2_000);
  expect(refusals).toBeGreaterThan(1_000);
});

describe.each(endpoints.map((endpoint) => ({ name: `${endpoint.method} ${endpoint.path}`, endpoint })))(
  '$name',
  ({ endpoint }) => {
    const { method, path } = endpoint;

    it('never fails for an odd path', async () => {
      if (!path.includes('{')) return;
      for (const odd of ODD_TEXTS) {
        const status = await expectNoFailure(
          method,
          path.replaceAll(/\{\w+\}/g, odd),
          method === 'GET' ? undefined : '{}',
        );
        expect([400, 404]).toContain(status);
      }
    });

    it('never fails for odd query fields', async () => {
      const names = queryNames(endpoint.query, method, path);
      const good = { ...GOOD_QUERY, connectionId: world.connectionId, billingAccountId: world.own.billingAccountId };
      for (const name of names) {
        const others = Object.entries(good).flatMap(([other, value]) =>
          other !== name && names.includes(other) ? [`${other}=${value}`] : [],
        );
        for (const odd of ODD_TEXTS)
          await expectNoFailure(method, `${realPath(world, path)}?${[...others, `${name}=${odd}`].join('&')}`);
      }
    });

    it('never fails for odd bodies', async () => {
      if (!endpoint.body) return;
      for (const body of ODD_BODIES) await expectNoFailure(method, realPath(world, path), body);
      for (const good of bodies(path)) {
        for (const name of Object.keys(good)) {
          for (const odd of ODD_VALUES) await expectNoFailure(method, realPath(world, path), { ...good, [name]: odd });
          const { [name]: _, ...without } = good;
          await expectNoFailure(method, realPath(world, path), without);
        }
      }
    }, 120_000);
  },
);
