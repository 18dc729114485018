import { setTimeout as sleep } from 'node:timers/promises';
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel';
import type { AddressPolicy } from '@/lib/infra/address-policy';
import { HttpFailure, type HttpResponse, sendHttp } from '@/lib/infra/http';
import type { Transport } from '@/lib/providers/port';
import { takeFromBudget } from './budget';

const READ_TIMEOUT_MS = 30_000;
const COMMAND_TIMEOUT_MS = 20_000;

/** After so many failed reads in a row the provider gets a rest before it is asked again. */
const FAILURES_IN_A_ROW = 5;
const REST_MS = 10_000;
const READ_RETRIES = 2;

/** An answer that says "not now", wrapped so that the policies see a failure. */
class NotNow extends Error {
  readonly response: HttpResponse;

  constructor(response: HttpResponse) {
    super(`HTTP ${response.status}`);
    this.response = response;
  }
}

/**
 * Too many calls, a gateway's words, or a server that broke down. A 500 with JSON may be a refusal: Freebit says "no such
 * account" so.
 */
function isNotNow(response: HttpResponse): boolean {
  if (response.status === 429) return true;
  return response.status > 500 || (response.status === 500 && !/^\s*\{/.test(response.text));
}

/** How long the provider asks to be left alone; 0 where it says nothing that can be read. */
function askedPauseMs({ retryAfter }: HttpResponse): number {
  if (!retryAfter) return 0;
  const seconds = Number(retryAfter);
  const pauseMs = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000;
  return Number.isNaN(pauseMs) ? 0 : Math.max(pauseMs, 0);
}

const isPassing = handleWhen(
  (error) =>
    error instanceof NotNow ||
    (error instanceof HttpFailure && error.reason !== 'refused_address' && error.reason !== 'too_large'),
);

type Breaker = { policy: CircuitBreakerPolicy; restingUntil: () => number };

/** One a connection and process, kept while the process lives. */
const breakers = new Map<number, Breaker>();

function breakerOf(connectionId: number): Breaker {
  const known = breakers.get(connectionId);
  if (known) return known;
  let until = Number.NEGATIVE_INFINITY; // of a clock that nobody sets
  const policy = circuitBreaker(isPassing, {
    halfOpenAfter: REST_MS,
    breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW),
  });
  policy.onBreak(() => {
    until = performance.now() + REST_MS;
  });
  policy.onReset(() => {
    until = Number.NEGATIVE_INFINITY;
  });
  const breaker = { policy, restingUntil: () => until };
  breakers.set(connectionId, breaker);
  return breaker;
}

/** Forgets a connection's earlier failures, where somebody has changed or tests it. */
export function resetBreaker(connectionId: number): void {
  breakers.delete(connectionId);
}

function resting(): HttpFailure {
  return new HttpFailure('unreachable', false, 'it failed several times in a row and is left alone for some seconds');
}

type TransportOptions = {
  connection: { id: number; name: string; perMinute: number };
  policy: AddressPolicy;
  /** How long a read may wait for room in the budget, or for a provider that rests or asks for a pause. */
  patienceMs: number;
  /** Set where nothing may be sent at all, with the reason. */
  closed: string | null;
};

/**
 * A connection's way out: budget, time-outs, breaker. Reads are tried again twice where no whole answer came; commands are
 * sent once, and not at all while the provider rests. Who is in no hurry (a sync) waits for the end of such a rest.
 */
export function createTransport(options: TransportOptions): Transport {
  const { connection, policy, patienceMs, closed } = options;
  const retries = retry(isPassing, {
    maxAttempts: READ_RETRIES,
    backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 2_000 }),
  });
  return async ({ command, ...request }) => {
    if (closed !== null) throw new HttpFailure('unreachable', false, closed);
    const breaker = breakerOf(connection.id);
    if (command) {
      if (performance.now() < breaker.restingUntil()) throw resting();
      await takeFromBudget(connection, 'command', patienceMs);
      return sendHttp({ ...request, timeoutMs: COMMAND_TIMEOUT_MS }, policy);
    }
    const restMs = breaker.restingUntil() - performance.now();
    if (restMs > 0 && patienceMs > REST_MS) await sleep(restMs);
    const read = ({ policy: breaking }: Breaker) =>
      wrap(retries, breaking).execute(async ({ attempt }) => {
        await takeFromBudget(connection, 'read', patienceMs);
        const response = await sendHttp({ ...request, timeoutMs: READ_TIMEOUT_MS }, policy);
        if (!isNotNow(response)) return response;
        const pauseMs = askedPauseMs(response);
        if (pauseMs > patienceMs) return response; // asked again sooner it would only be told the same
        if (attempt < READ_RETRIES) await sleep(pauseMs);
        throw new NotNow(response);
      });
    try {
      return await read(breaker).catch((error: unknown) => {
        // Its rest is over, but by the clock that the policy goes by, which was put back, it is not.
        if (!(error instanceof BrokenCircuitError) || performance.now() < breaker.restingUntil()) throw error;
        resetBreaker(connection.id);
        return read(breakerOf(connection.id));
      });
    } catch (error) {
      if (error instanceof NotNow) return error.response;
      throw error instanceof BrokenCircuitError ? resting() : error;
    }
  };
}
