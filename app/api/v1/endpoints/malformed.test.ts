import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApiKey } from '@/lib/auth';
import { systemContext } from '@/lib/core/actor';
import { apiDocument, endpoints } from './index';
import { bodiesFor } from './testing/good-bodies';
import { ODD_BODIES, ODD_TEXTS, ODD_VALUES } from './testing/odd-input';
import { call, realPath, useApiWorld } from './testing/world';

const world = useApiWorld();

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
      for (const good of bodiesFor(path, world)) {
        for (const name of Object.keys(good)) {
          for (const odd of ODD_VALUES) await expectNoFailure(method, realPath(world, path), { ...good, [name]: odd });
          const { [name]: _, ...without } = good;
          await expectNoFailure(method, realPath(world, path), without);
        }
      }
    }, 120_000);
  },
);
