import 'server-only';
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, type FormData, fetch, Headers, type RequestInit } from 'undici';
import { type AddressPolicy, refusedAddress } from './address-policy';

export { FormData } from 'undici';

export type HttpRequest = {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: string | FormData;
  timeoutMs: number;
  /** On a connection of its own: one kept open may have been closed by the peer, and a command's answer would be lost. */
  fresh?: boolean;
};

export type HttpResponse = {
  status: number;
  contentType: string;
  text: string;
  latencyMs: number;
  /** `Retry-After` as it was sent: seconds or a date. */
  retryAfter?: string | null;
  /** `Date` as it was sent: what time it is where the answer was made. */
  date?: string | null;
};

/** What went wrong before a whole answer was read. */
type HttpFailureReason = 'refused_address' | 'unreachable' | 'timeout' | 'broken' | 'too_large';

/** No whole answer. `sent` is false only where it is certain that no byte of the request left this machine. */
export class HttpFailure extends Error {
  readonly reason: HttpFailureReason;
  readonly sent: boolean;

  constructor(reason: HttpFailureReason, sent: boolean, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'HttpFailure';
    this.reason = reason;
    this.sent = sent;
  }
}

const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Checks the addresses that a name resolves to at the moment of connecting, so that DNS cannot be used to get around the policy. */
function guardedLookup(policy: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 4);
      for (const { address } of addresses) {
        const refused = refusedAddress(address, policy);
        if (refused) return callback(Object.assign(new Error(refused), { code: 'REFUSED_ADDRESS' }), '', 4);
      }
      if (options.all) return callback(null, addresses);
      const first = addresses[0];
      return first
        ? callback(null, first.address, first.family)
        : callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 4);
    });
  };
}

const agents = new Map<string, Dispatcher>();

function agentFor(policy: AddressPolicy, fresh: boolean): Dispatcher {
  const key = `${policy.allowLocal} ${fresh}`;
  let agent = agents.get(key);
  if (!agent) {
    agent = new Agent({
      connect: { lookup: guardedLookup(policy), timeout: 10_000 },
      keepAliveTimeout: 4_000,
      keepAliveMaxTimeout: 4_000,
      bodyTimeout: 0,
      headersTimeout: 0,
      // 0 closes each connection after its one answer.
      pipelining: fresh ? 0 : 1,
    });
    agents.set(key, agent);
  }
  return agent;
}

function causeOf(error: unknown): { code: string; syscall: string } {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const text = (key: 'code' | 'syscall') =>
    typeof cause === 'object' && cause !== null ? String(Reflect.get(cause, key) ?? '') : '';
  return { code: text('code'), syscall: text('syscall') };
}

/** True only for errors from before the connection stood: a host can become unreachable while it reads or writes, too. */
function neverSent({ code, syscall }: { code: string; syscall: string }): boolean {
  return NEVER_SENT.has(code) && syscall !== 'read' && syscall !== 'write';
}

function asFailure(error: unknown, timedOut: boolean, timeoutMs: number): HttpFailure {
  if (error instanceof HttpFailure) return error;
  const { code, syscall } = causeOf(error);
  if (code === 'REFUSED_ADDRESS') {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : 'address refused';
    return new HttpFailure('refused_address', false, cause, error);
  }
  if (neverSent({ code, syscall })) return new HttpFailure('unreachable', false, `could not connect (${code})`, error);
  if (timedOut) return new HttpFailure('timeout', true, `no answer within ${Math.round(timeoutMs / 1000)} s`, error);
  return new HttpFailure('broken', true, `the connection broke off${code ? ` (${code})` : ''}`, error);
}

async function readText(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  if (!body) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > MAX_ANSWER_BYTES) throw new HttpFailure('too_large', true, 'the answer is larger than 32 MiB');
    parts.push(part);
  }
  return new TextDecoder('utf-8').decode(Buffer.concat(parts));
}

/**
 * Sends one request and reads the whole answer. Never retries, never follows redirects, never caches.
 * Throws HttpFailure where no whole answer came; any HTTP status is an answer.
 */
export async function sendHttp(request: HttpRequest, policy: AddressPolicy): Promise<HttpResponse> {
  const refused = refusedAddress(new URL(request.url).hostname, policy);
  if (refused) throw new HttpFailure('refused_address', false, refused);
  const startedAt = performance.now();
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const init: RequestInit = {
    method: request.method,
    headers: new Headers(request.headers),
    redirect: 'manual',
    signal: timeout,
    dispatcher: agentFor(policy, request.fresh ?? false),
  };
  if (request.body !== undefined) init.body = request.body;
  try {
    const response = await fetch(request.url, init);
    const text = await readText(response.body);
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      text,
      latencyMs: Math.round(performance.now() - startedAt),
      retryAfter: response.headers.get('retry-after'),
      date: response.headers.get('date'),
    };
  } catch (error) {
    throw asFailure(error, timeout.aborted, request.timeoutMs);
  }
}
