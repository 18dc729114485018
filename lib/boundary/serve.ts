import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { actorFromRequest, countKeyRequest } from '@/lib/auth';
import type { Actor } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { systemClock } from '@/lib/infra/clock';
import { log } from '@/lib/infra/log';
import { accessOf, type Endpoint, FileReply, JsonText, Reply } from './endpoint';
import { type Match, matcher } from './match';
import { metrics } from './metrics';
import { problemResponse, toAppError } from './problem';
import { parseWith, readIdempotencyKey, readJson, readParams, readQuery } from './read-input';

const ROOT = '/api/v1/';
/** Who calls a public endpoint: an agent that has nothing. */
const ANYBODY: Actor = { kind: 'key', keyId: 0, name: 'anybody', role: 'agent', agentId: 0, address: null };

function segmentsOf(url: URL): string[] {
  try {
    return url.pathname.slice(ROOT.length).split('/').map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) throw notFound('This path');
    throw error;
  }
}

function found(match: Match): Extract<Match, { kind: 'found' }> {
  switch (match.kind) {
    case 'found':
      return match;
    case 'wrong_method':
      throw new AppError('method_not_allowed', `Use ${match.allow.join(' or ')} here.`);
    case 'unknown':
      throw notFound('This path');
  }
}

/** Who calls, counted against the key's limit. Throws `unauthenticated`, `rate_limited`, `forbidden`. */
async function authorise(request: Request, endpoint: Endpoint): Promise<Actor> {
  if (endpoint.access === 'public') return ANYBODY;
  const actor = await actorFromRequest(request);
  if (!actor || actor.kind === 'system') {
    throw new AppError('unauthenticated', 'Send an API key as Authorization: Bearer KEY.');
  }
  await countKeyRequest(actor);
  if (accessOf(endpoint, actor.role) === 'none') throw new AppError('forbidden', 'Your role does not allow this.');
  return actor;
}

async function readInput(request: Request, url: URL, endpoint: Endpoint, raw: Record<string, string>) {
  const params = readParams(endpoint, raw);
  const query = endpoint.query ? parseWith(endpoint.query, readQuery(url.searchParams)) : undefined;
  const idempotencyKey = endpoint.idempotency === 'required' ? readIdempotencyKey(request) : '';
  const body = endpoint.body ? parseWith(endpoint.body, await readJson(request)) : undefined;
  return { params, query, body, idempotencyKey };
}

const JSON_TYPE = { 'content-type': 'application/json' };

function jsonText(endpoint: Endpoint, result: unknown): { text: string; status: number } {
  if (result instanceof JsonText) return { text: result.text, status: endpoint.status };
  const reply = result instanceof Reply ? result : new Reply(result, endpoint.status);
  const parsed = endpoint.response.safeParse(reply.body);
  if (!parsed.success) {
    const where = `${endpoint.method} ${endpoint.path}`;
    throw new Error(`${where} answered what its schema does not allow: ${parsed.error.message}`);
  }
  return { text: JSON.stringify(parsed.data), status: reply.status };
}

/** The same answer to somebody who may have it already: then 304 without a body. The tag is weak, as bodies are compressed. */
function keptResponse(request: Request, text: string, seconds: number): Response {
  const etag = `W/"${createHash('sha1').update(text).digest('base64url')}"`;
  const headers = {
    etag,
    'cache-control': seconds > 0 ? `private, max-age=${seconds}` : 'private, no-cache',
    vary: 'authorization, cookie',
  };
  const theirs = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim());
  if (theirs.includes(etag) || theirs.includes('*')) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, ...JSON_TYPE } });
}

/** The answer as its schema says: a field that was not declared does not leave, a wrong one is our fault. */
function toResponse(request: Request, endpoint: Endpoint, result: unknown, keptSeconds: number | undefined): Response {
  if (result instanceof FileReply) {
    const headers = new Headers({ 'content-type': result.contentType });
    if (result.fileName)
      headers.set('content-disposition', `attachment; filename="${result.fileName.replace(/[^\w.-]/g, '_')}"`);
    return new Response(result.bytes, { headers });
  }
  if (result instanceof Reply && result.status === 204) return new Response(null, { status: 204 });
  if (!(result instanceof Reply) && endpoint.status === 204) return new Response(null, { status: 204 });
  const { text, status } = jsonText(endpoint, result);
  if (keptSeconds !== undefined && status === 200) return keptResponse(request, text, keptSeconds);
  return new Response(text, { status, headers: JSON_TYPE });
}

function optionsResponse(match: Match): Response {
  const found = match.kind === 'found' ? [match.endpoint.method] : match.kind === 'wrong_method' ? match.allow : null;
  if (found === null) throw notFound('This path');
  return new Response(null, { status: 204, headers: { allow: found.join(', ') } });
}

/**
 * The HTTP API over a table of endpoints: finds the endpoint, asks who calls, reads and checks what was sent, runs the verb,
 * checks the answer too. Never throws; every error leaves as problem+json.
 */
export function api(endpoints: readonly Endpoint[]): (request: Request) => Promise<Response> {
  const match = matcher(endpoints);

  async function answer(request: Request, url: URL, matched: Match): Promise<Response> {
    if (request.method === 'OPTIONS') return optionsResponse(matched);
    const { endpoint, params } = found(matched);
    const actor = await authorise(request, endpoint);
    const input = await readInput(request, url, endpoint, params);
    const kept = endpoint.keptSeconds?.(input.query, systemClock());
    return toResponse(request, endpoint, await endpoint.run({ actor, now: systemClock }, input), kept);
  }

  return async (request) => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    let matched: Match = { kind: 'unknown' };
    let response: Response;
    try {
      const url = new URL(request.url);
      matched = match(request.method, segmentsOf(url));
      response = await answer(request, url, matched);
    } catch (error) {
      const allow = matched.kind === 'wrong_method' ? { allow: matched.allow.join(', ') } : undefined;
      response = problemResponse(toAppError(error, requestId), allow);
    }
    response.headers.set('x-request-id', requestId);
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
    response.headers.set('x-content-type-options', 'nosniff');
    const route = matched.kind === 'found' ? matched.endpoint.path : 'none';
    const seconds = (performance.now() - startedAt) / 1000;
    metrics().requests.inc({ method: request.method, route, status: response.status });
    metrics().seconds.observe({ route }, seconds);
    log().debug({ requestId, method: request.method, route, status: response.status, seconds }, 'api');
    return request.method === 'HEAD' ? new Response(null, response) : response;
  };
}
