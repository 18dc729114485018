import { HttpFailure, type HttpRequest, type HttpResponse } from '@/lib/infra/http';
import { ProviderError } from './errors';
import { parseExactJson } from './exact-json';
import type { SelfCheck, Transport } from './port';
import { bounded, MAX_MESSAGE_CHARACTERS, type Redactor } from './redact';
import { malformed, type Source } from './shape';

export type WireRequest = Omit<HttpRequest, 'timeoutMs'>;

/**
 * Sends a read. Any HTTP status is an answer here, since all three providers report failure inside HTTP 200 too; but 429,
 * whatever its words: it refuses the moment, not what was asked.
 * @throws ProviderError `unreachable` where no whole answer came, `budget` where ours is used up.
 */
export async function sendRead(source: Source, transport: Transport, request: WireRequest): Promise<HttpResponse> {
  let response: HttpResponse;
  try {
    response = await transport({ ...request, command: false });
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    // The cause is left out: it may hold the request with its credentials.
    const reason = error instanceof HttpFailure ? error.message : 'the request failed';
    throw new ProviderError('unreachable', `${source.provider} did not answer ${source.endpoint}: ${reason}.`);
  }
  const tooMany = response.status === 429 ? statusError(source, 429) : null;
  if (tooMany) throw tooMany;
  return response;
}

/**
 * The exactly parsed JSON of an answer.
 * @throws ProviderError `unauthorized` for HTTP 401, `unreachable` for 429 and 5xx without JSON, else `malformed`.
 */
export function readJson(source: Source, response: HttpResponse): unknown {
  const value = parseExactJson(response.text);
  if (value !== undefined) return value;
  throw statusError(source, response.status) ?? malformed(source, '', describeNoJson(response));
}

/** "There is no such endpoint here." */
const NOT_OFFERED: ReadonlySet<number> = new Set([404, 405, 501]);

/** Why an answer's HTTP status alone is an error, or `null` for 2xx. */
export function statusError(source: Source, status: number): ProviderError | null {
  if (status >= 200 && status < 300) return null;
  const message = `${source.provider} answered ${source.endpoint} with HTTP ${status}.`;
  if (status === 401) return new ProviderError('unauthorized', message);
  if (NOT_OFFERED.has(status)) return new ProviderError('malformed', message, { notOffered: true });
  return new ProviderError(status === 429 || status >= 500 ? 'unreachable' : 'malformed', message);
}

/** What stands in place of JSON, without its content. */
export function describeNoJson(response: HttpResponse): string {
  if (response.text.trim() === '') return 'the answer is empty';
  if (/^\s*</.test(response.text)) return 'the answer is a web page';
  return 'the answer is no whole JSON';
}

/** The error for a provider's own "no". Its words are kept, redacted and bounded. */
export function refusal(
  source: Source,
  kind: 'refused' | 'unauthorized',
  code: string,
  message: string,
  redact: Redactor,
): ProviderError {
  const words = bounded(redact(message), MAX_MESSAGE_CHARACTERS);
  return new ProviderError(kind, `${source.provider} refused ${source.endpoint}: ${code} ${words}`.trim(), {
    providerCode: code,
    providerMessage: words,
  });
}

/** Runs one read-only check and reports it; never throws. */
export async function runCheck(name: string, now: () => Date, check: () => Promise<string>): Promise<SelfCheck> {
  const startedAt = now().getTime();
  const result = (ok: boolean, detail: string, errorKind: string | null): SelfCheck => ({
    name,
    ok,
    latencyMs: Math.max(0, now().getTime() - startedAt),
    detail,
    errorKind,
  });
  try {
    return result(true, await check(), null);
  } catch (error) {
    if (error instanceof ProviderError) return result(false, error.message, error.kind);
    return result(false, 'The check itself failed.', 'internal');
  }
}
