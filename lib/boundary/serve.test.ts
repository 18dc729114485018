import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { createApiKey, createUser, revokeApiKey, signIn } from '@/lib/auth';
import { encodeSession, sessionCookie } from '@/lib/auth/token';
import { systemContext } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { closeDb, db } from '@/lib/infra/db';
import { ProviderError } from '@/lib/providers/errors';
import { matcher } from './match';
import { call, failure, keys, makeKeys, table } from './testing';

useTestDatabase();
beforeAll(makeKeys);
afterAll(closeDb);

const ctx = systemContext('test');

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
