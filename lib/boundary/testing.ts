import { vi } from 'vitest';
import { z } from 'zod';
import { createApiKey } from '@/lib/auth';
import { type Context, systemContext } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { ACCESS, endpoint, FileReply, idParams, JsonText, listOf, noContent, Reply } from './endpoint';
import { api } from './serve';

/** For the tests of this folder: an API of made-up things, with every kind of endpoint, and a key for each role. */

const thing = z.object({ id: z.string(), name: z.string() });
/** What the endpoint /failure does. */
export const failure = vi.fn<(ctx: Context) => Promise<unknown>>();

export const table = [
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
export const keys = { admin: '', viewer: '', agent: '' };

/** Makes the keys; before it there are none. */
export async function makeKeys(): Promise<void> {
  const ctx = systemContext('test');
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
}

type Options = { key?: string | null; headers?: Record<string, string>; body?: BodyInit };

/** Asks it, as an admin where no other key is named; null is no key at all. */
export async function call(method: string, path: string, options: Options = {}) {
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

/** Makes a thing. */
export const post = (body: BodyInit, headers: Record<string, string> = { 'idempotency-key': 'k1' }) =>
  call('POST', '/things', { body, headers });
