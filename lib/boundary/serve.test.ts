import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { useTestDatabase } from '@/bin/test/database';
import { createApiKey, createUser, revokeApiKey, signIn } from '@/lib/auth';
import { encodeSession, sessionCookie } from '@/lib/auth/token';
import { type Context, systemContext } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { closeDb, db } from '@/lib/infra/db';
import { ProviderError } from '@/lib/providers/errors';
import { ACCESS, endpoint, FileReply, idParams, JsonText, listOf, noContent, Reply } from './endpoint';
import { matcher } from './match';
import { openApiDocument } from './openapi';
import { api } from './serve';

useTestDatabase();
afterAll(closeDb);

const thing = z.object({ id: z.string(), name: z.string() });
const failure = vi.fn<(ctx: Context) => Promise<unknown>>();

const table = [
  endpoint({
    method: 'GET',
    path: '/things',
    summary: 'List',
    tag: 'Things',
    access: ACCESS.everyone,
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50), q: z.string().optional() }),
    response: listOf(thing),
    status: 200,
    // More than the schema declares: it must not leave.
    run: async (ctx, { query }) => ({
      data: [{ id: String(query.limit), name: ctx.actor.name, secret: 'cost' }],
      nextCursor: null,
    }),
  }),
  endpoint({
    method: 'POST',
    path: '/things',
    summary: 'Make',
    tag: 'Things',
    access: ACCESS.sellers,
    body: z.object({ name: z.string().min(1), size: z.number().int().optional() }),
    response: thing,
    status: 201,
    idempotency: 'required',
    run: async (_ctx, { body, idempotencyKey }) =>
      new Reply({ id: idempotencyKey, name: body.name }, idempotencyKey === 'again' ? 200 : 201),
  }),
  endpoint({
    method: 'GET',
    path: '/things/{id}',
    summary: 'One',
    tag: 'Things',
    access: ACCESS.everyone,
    params: idParams,
    response: thing,
    status: 200,
    run: async (_ctx, { params }) => {
      if (params.id !== 7) throw notFound('The thing');
      return { id: '7', name: 'seven' };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/things/{id}',
    summary: 'Remove',
    tag: 'Things',
    access: ACCESS.adminOnly,
    params: idParams,
    response: noContent,
    status: 204,
    run: async () => undefined,
  }),
  endpoint({
    method: 'GET',
    path: '/things/special',
    summary: 'A literal beside a parameter',
    tag: 'Things',
    access: ACCESS.staff,
    response: z.object({ ok: z.boolean() }),
    status: 200,
    run: async () => new JsonText('{"ok":true}'),
  }),
  endpoint({
    method: 'GET',
    path: '/file',
    summary: 'A file',
    tag: 'Things',
    access: ACCESS.staff,
    response: z.unknown(),
    status: 200,
    run: async () => new FileReply('a,b', 'text/csv', 'x"\r\n.csv'),
  }),
  endpoint({
    method: 'GET',
    path: '/failure',
    summary: 'Fails',
    tag: 'Things',
    access: ACCESS.staff,
    response: thing,
    status: 200,
    run: async (ctx) => thing.parse(await failure(ctx)),
  }),
  endpoint({
    method: 'GET',
    path: '/wrong-answer',
    summary: 'Answers what its schema does not allow',
    tag: 'Things',
    access: ACCESS.staff,
    response: thing,
    status: 200,
    run: async () => JSON.parse('{"id":7,"password":"hunter2"}'),
  }),
];

const handle = api(table);
const ctx = systemContext('test');
const keys = { admin: '', viewer: '', agent: '' };

beforeAll(async () => {
  const agent = await db().agent.create({
    data: {
      name: 'A',
      email: 'a@example.com',
      currency: 'USD',
      billingAccount: { create: { name: 'A', currency: 'USD' } },
    },
  });
  keys.admin = (await createApiKey(ctx, { name: 'admin', role: 'admin' })).key;
  keys.viewer = (await createApiKey(ctx, { name: 'viewer', role: 'viewer' })).key;
  keys.agent = (await createApiKey(ctx, { name: 'agent', agentId: agent.id })).key;
});

type Options = { key?: string | null; headers?: Record<string, string>; body?: BodyInit };

async function call(method: string, path: string, options: Options = {}) {
  const { key = keys.admin, headers = {}, body } = options;
  const request = new Request(`http://localhost/api/v1${path}`, {
    method,
    headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  });
  const response = await handle(request);
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') && text !== '' ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, text, json };
}

const post = (body: BodyInit, headers: Record<string, string> = { 'idempotency-key': 'k1' }) =>
  call('POST', '/things', { body, headers });

describe('finding the endpoint', () => {
  it.each([
    '',
    '/',
    '/nothing',
    '/things/7/more',
    '/things/',
    '//',
    '/things/%ff',
    '/THINGS',
    '/__proto__',
    '/constructor',
  ])('404 for %s, with or without a key', async (path) => {
    for (const key of [keys.admin, null]) {
      const { status, json, headers } = await call('GET', path, { key });
      expect(status).toBe(404);
      expect(headers.get('content-type')).toBe('application/problem+json');
      expect(json).toMatchObject({ status: 404, code: 'not_found', title: 'Not found', type: '/api-docs#not_found' });
    }
  });

  it('405 names the methods that are there', async () => {
    const { status, headers, json } = await call('PUT', '/things');
    expect([status, headers.get('allow'), json.code]).toEqual([405, 'GET, POST', 'method_not_allowed']);
    expect((await call('DELETE', '/things')).status).toBe(405);
  });

  it('prefers a literal to a parameter', async () => {
    expect((await call('GET', '/things/special')).json).toEqual({ ok: true });
    expect((await call('GET', '/things/7')).json).toEqual({ id: '7', name: 'seven' });
  });

  it('answers HEAD without a body and OPTIONS with the methods', async () => {
    const head = await call('HEAD', '/things');
    expect([head.status, head.text]).toEqual([200, '']);
    const options = await call('OPTIONS', '/things', { key: null });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, POST']);
  });

  it('refuses a table that contradicts itself', () => {
    expect(() => matcher([...table, ...table])).toThrow('twice');
  });
});

describe('who may', () => {
  it('401 without a key, with a wrong one, with a revoked one', async () => {
    const made = await createApiKey(ctx, { name: 'gone', role: 'admin' });
    await revokeApiKey(ctx, { id: Number(made.id) });
    for (const key of [null, 'gt_nonsense', `gt_${'a'.repeat(40)}`, made.key]) {
      const { status, json, headers } = await call('GET', '/things', { key });
      expect([status, json.code, headers.get('www-authenticate')]).toEqual([401, 'unauthenticated', 'Bearer']);
    }
  });

  it('403 for the wrong role, before the body is looked at', async () => {
    expect((await call('DELETE', '/things/7', { key: keys.viewer })).json).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    expect((await call('POST', '/things', { key: keys.viewer, body: 'nonsense' })).status).toBe(403);
    expect((await call('GET', '/file', { key: keys.agent })).status).toBe(403);
    expect((await call('GET', '/things', { key: keys.agent })).json.data[0].name).toBe('agent');
  });

  it("takes the browser's session to read, never to write", async () => {
    const user = await createUser(ctx, { email: 'v@example.com', role: 'admin' });
    const { sessionId } = await signIn('v@example.com', user.password ?? '', null, null);
    const headers = { cookie: `${sessionCookie().name}=${await encodeSession(sessionId)}`, 'idempotency-key': 'k' };
    expect((await call('GET', '/things', { key: null, headers })).status).toBe(200);
    expect((await call('POST', '/things', { key: null, headers, body: '{"name":"x"}' })).status).toBe(401);
  });
});

describe('what is sent', () => {
  it('400 names every wrong field', async () => {
    const { status, json } = await post('{"name":"","size":1.5}');
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: 'invalid_input', title: 'The request is not valid' });
    expect(json.errors.map(({ path }: { path: string }) => path)).toEqual(['name', 'size']);
    expect((await call('GET', '/things?limit=0')).json.errors[0].path).toBe('limit');
    expect((await call('GET', '/things?limit=1&limit=2')).json.errors).toEqual([
      { path: 'limit', message: 'Give it once.' },
    ]);
  });

  const broken: [string, BodyInit][] = [
    ['no JSON', '{"name":'],
    ['an array', '[]'],
    ['a number', '1'],
    ['null', 'null'],
    ['nothing', ''],
    ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['a null character', '{"name":"a\\u0000b"}'],
    ['a null character further inside', '{"name":"a","more":[{"deep":"\\u0000"}]}'],
    ['a null character in a name', '{"name":"a","\\u0000":1}'],
    ['half of a surrogate pair', '{"name":"\\ud800"}'],
    ['a huge number', '{"name":"a","size":1e999}'],
    ['a number beyond what is exact', '{"name":"a","size":90071992547409931}'],
    ['deep nesting', `{"name":"a","x":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['deep nesting that never ends', '['.repeat(500_000)],
  ];
  it.each(broken)('400 for %s', async (_what, body) => {
    const { status, json } = await post(body);
    expect([status, json.code]).toEqual([400, 'invalid_input']);
    expect(json.errors[0]).toEqual({ path: expect.any(String), message: expect.any(String) });
  });

  it('413 above 1 MiB, whatever length is stated', async () => {
    const large = `{"name":"${'x'.repeat(1024 * 1024)}"}`;
    expect((await post(large)).json).toMatchObject({ status: 413, code: 'payload_too_large' });
    const pieces = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(0x20)),
    });
    expect((await post(pieces)).status).toBe(413);
    expect((await post('{"name":"a"}', { 'idempotency-key': 'k', 'content-length': '99999999' })).status).toBe(413);
    const fits = `{"name":"${'x'.repeat(1024 * 1024 - 11)}"}`;
    expect(fits).toHaveLength(1024 * 1024);
    expect((await post(fits)).status).toBe(201);
  });

  it.each(['', ' ', 'a b', 'é', 'x'.repeat(256)])('400 for the Idempotency-Key "%s"', async (key) => {
    const { status, json } = await post('{"name":"a"}', key === '' ? {} : { 'idempotency-key': key });
    expect([status, json.errors?.[0].path]).toEqual([400, 'Idempotency-Key']);
  });

  it('201 for what was made, 200 for what was there', async () => {
    expect((await post('{"name":"a"}', { 'idempotency-key': 'x'.repeat(255) })).status).toBe(201);
    expect((await post('{"name":"a"}', { 'idempotency-key': 'again' })).status).toBe(200);
  });

  it('404 for an id that is none of ours', async () => {
    for (const id of [
      '8',
      '0',
      '-1',
      '007',
      '7.0',
      'seven',
      '99999999999999999999',
      '%00',
      '7%2F8',
      `${'x'.repeat(5000)}`,
    ]) {
      expect((await call('GET', `/things/${id}`)).json).toMatchObject({ status: 404, code: 'not_found' });
    }
  });
});

describe('what leaves', () => {
  it('has the declared fields only, and is not to be kept', async () => {
    const { json, headers } = await call('GET', '/things?limit=3');
    expect(json).toEqual({ data: [{ id: '3', name: 'admin' }], nextCursor: null });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('may be nothing or a file', async () => {
    expect(await call('DELETE', '/things/7')).toMatchObject({ status: 204, text: '' });
    const { headers, text } = await call('GET', '/file');
    expect([headers.get('content-type'), headers.get('content-disposition'), text]).toEqual([
      'text/csv',
      'attachment; filename="x___.csv"',
      'a,b',
    ]);
  });

  it('500 for an answer that its schema does not allow, without a word of it', async () => {
    const { status, json, text } = await call('GET', '/wrong-answer');
    expect([status, json.code]).toEqual([500, 'internal']);
    expect(text).not.toContain('hunter2');
  });

  const failures: [string, unknown, number, string, string | null][] = [
    ['a refusal', new AppError('insufficient_funds', 'Not enough.'), 422, 'insufficient_funds', null],
    ['a cool-down', new AppError('cool_down', 'Wait.', { retryAfterSeconds: 30.2 }), 429, 'cool_down', '31'],
    [
      'a provider that refuses',
      new ProviderError('refused', 'no', { providerCode: '210', providerMessage: 'NG' }),
      422,
      'provider_refused',
      null,
    ],
    [
      'a provider without an answer',
      new ProviderError('unreachable', 'no answer within 5 s'),
      502,
      'provider_error',
      null,
    ],
    ['a provider that answers nonsense', new ProviderError('malformed', 'no JSON'), 502, 'provider_error', null],
    ['a spent budget', new ProviderError('budget', 'spent', { retryAfterSeconds: 12 }), 429, 'rate_limited', '12'],
    ['a lost database', Object.assign(new Error('x'), { code: 'P1001' }), 503, 'unavailable', '5'],
    ['a lost connection', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, 'unavailable', '5'],
    ['anything else', new Error('the password is hunter2'), 500, 'internal', null],
  ];
  it.each(failures)('says what it means: %s', async (_what, error, status, code, retryAfter) => {
    failure.mockRejectedValueOnce(error);
    const answer = await call('GET', '/failure');
    expect([answer.status, answer.json.code, answer.headers.get('retry-after')]).toEqual([status, code, retryAfter]);
    expect(answer.text).not.toContain('hunter2');
    if (code === 'provider_refused') expect(answer.json.detail).toBe('210: NG');
  });

  it('400 for a value that the database cannot hold, in whatever way it says so', async () => {
    for (const query of [
      () => db().$queryRaw`SELECT ${'99999999999'}::int`,
      () => db().user.findFirst({ where: { name: 'a\0b' } }),
      () => db().user.findFirst({ where: { id: 99_999_999_999 } }),
      () => db().$queryRaw`SELECT ${'nonsense'}::date`,
    ]) {
      failure.mockImplementationOnce(query);
      expect((await call('GET', '/failure')).json).toMatchObject({ status: 400, code: 'invalid_input' });
    }
  });
});

it('describes the table as OpenAPI', () => {
  const document = openApiDocument(table);
  expect(document).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/things': {
        get: {
          operationId: 'get-things',
          parameters: [
            {
              name: 'limit',
              in: 'query',
              required: false,
              schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
            },
            { name: 'q', in: 'query', required: false },
          ],
          responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } }, 400: {}, 401: {} },
        },
        post: {
          parameters: [{ name: 'Idempotency-Key', in: 'header', required: true }],
          requestBody: { content: { 'application/json': { schema: { required: ['name'] } } } },
          responses: { 201: {}, 200: {}, 422: {} },
        },
      },
      '/things/{id}': {
        get: { parameters: [{ name: 'id', in: 'path', required: true }] },
        delete: { responses: { 204: {} } },
      },
    },
  });
});
