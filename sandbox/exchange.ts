import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { type CallLog, redact } from './call-log';
import type { Fault, FaultBook } from './fault-book';
import { breakTypes, printJson } from './json-text';
import type { ApiAnswer, ApiRequest, ProviderApi } from './provider-api';

type SandboxContext = Context<{ Bindings: HttpBindings }>;

/** What an exchange needs from the server. */
export interface ExchangeTools {
  faults: FaultBook;
  calls: CallLog;
  now: () => Date;
  /** The record lag of the settings, for a provider. */
  recordLagMinutes: (provider: ProviderApi) => number;
}

/** What leaves the server: an answer, or the way the call is broken. */
type Outcome = Answered | { kind: 'hang' | 'drop'; answer: ApiAnswer | null };

interface Answered {
  kind: 'answer';
  status: number;
  contentType: string;
  text: string;
  answer: ApiAnswer | null;
}

const JSON_TYPE = 'application/json;charset=UTF-8';
const HTML_PAGE =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n';

async function readForm(contentType: string, body: ArrayBuffer): Promise<URLSearchParams | null> {
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType)) return null;
  const form = new URLSearchParams();
  try {
    const data = await new Response(body, { headers: { 'content-type': contentType } }).formData();
    for (const [name, value] of data) if (typeof value === 'string') form.append(name, value);
  } catch {
    // A form that cannot be read is an empty one, as for the PHP and Java servers we stand for.
    return form;
  }
  return form;
}

async function readRequest(context: SandboxContext, prefix: string, nowMs: number): Promise<ApiRequest> {
  const url = new URL(context.req.url);
  const body = await context.req.arrayBuffer();
  const contentType = context.req.header('content-type') ?? '';
  return {
    method: context.req.method,
    path: url.pathname.slice(prefix.length),
    query: url.searchParams,
    headers: context.req.raw.headers,
    contentType,
    bodyText: new TextDecoder().decode(body),
    form: await readForm(contentType, body),
    nowMs,
    recordLagMs: 0,
  };
}

function normal(answer: ApiAnswer): Answered {
  return { kind: 'answer', status: answer.httpStatus, contentType: JSON_TYPE, text: printJson(answer.body), answer };
}

function scripted(fault: Fault, status: number, fallback: string, answer: ApiAnswer | null): Answered {
  const body = fault.body ?? fallback;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const contentType = text.startsWith('<') ? 'text/html;charset=UTF-8' : JSON_TYPE;
  return { kind: 'answer', status: fault.status ?? status, contentType, text, answer };
}

/** Runs a call under a fault. `handle` is the moment the provider's state changes, at most once. */
async function run(provider: ProviderApi, request: ApiRequest, fault: Fault | null): Promise<Outcome> {
  const handle = () => provider.handle(request);
  if (fault === null) return normal(handle());
  const applyIf = (usual: boolean) => ((fault.apply ?? usual) ? handle() : null);
  switch (fault.kind) {
    case 'refuse':
      return { kind: 'drop', answer: null };
    case 'reject':
      return normal(provider.refusal(request));
    case 'delay':
      await wait(fault.ms ?? 1000);
      return normal(handle());
    case 'apply_then_hang':
      return { kind: 'hang', answer: handle() };
    case 'apply_then_drop':
      return { kind: 'drop', answer: handle() };
    case 'error_before':
      return scripted(fault, 500, '{"timestamp":0,"status":500,"error":"Internal Server Error"}', null);
    case 'error_after':
      return scripted(fault, 500, '{"timestamp":0,"status":500,"error":"Internal Server Error"}', handle());
    case 'truncate': {
      const whole = normal(applyIf(true) ?? provider.refusal(request));
      return { ...whole, text: whole.text.slice(0, Math.ceil(whole.text.length / 2)) };
    }
    case 'wrong_type': {
      const answer = applyIf(true) ?? provider.refusal(request);
      return normal({ ...answer, body: breakTypes(answer.body) });
    }
    case 'html':
      return scripted(fault, 200, HTML_PAGE, applyIf(false));
    case 'expired_token':
      return normal(provider.expiredToken(request));
    case 'move_total': {
      const answer = handle();
      provider.moveTotal(request);
      return normal(answer);
    }
    case 'status':
      return scripted(fault, 503, '{"message":"Service Unavailable"}', applyIf(false));
    case 'lag_records':
      return normal(handle());
  }
}

function outcomeText(outcome: Outcome): string {
  if (outcome.kind !== 'answer') return outcome.kind === 'hang' ? 'never answered' : 'connection closed';
  const code = outcome.answer === null ? '' : ` code ${outcome.answer.code}`;
  return `HTTP ${outcome.status}${code}`;
}

function fieldsOf(request: ApiRequest): [string, string][] {
  const fields: [string, string][] = [...request.query, ...(request.form ?? [])];
  const json = request.form?.get('json') ?? (request.form === null ? request.bodyText : '');
  if (!json.trimStart().startsWith('{')) return fields;
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null) return fields;
    const inner = Object.entries(parsed).map(([name, value]): [string, string] => [name, String(value)]);
    return [...fields.filter(([name]) => name !== 'json'), ...inner];
  } catch {
    return fields.map(([name, value]) => [name, name === 'json' ? '[unreadable]' : value]);
  }
}

/** One call to a provider: read, break it as scripted, log it, answer. */
export async function exchange(
  context: SandboxContext,
  provider: ProviderApi,
  tools: ExchangeTools,
): Promise<Response> {
  const at = tools.now();
  const request = await readRequest(context, `/${provider.name}`, at.getTime());
  const content = `${new URLSearchParams(request.query)}\n${[...request.query.values()].join('\n')}\n${request.bodyText}`;
  const { fault, recordLagMs } = tools.faults.take(provider.name, request.path, content);
  request.recordLagMs = Math.max(recordLagMs, tools.recordLagMinutes(provider) * 60_000);
  const outcome = await run(provider, request, fault);
  tools.calls.add({
    at: at.toISOString(),
    provider: provider.name,
    method: request.method,
    path: request.path,
    fields: redact(fieldsOf(request), provider.secretFields),
    subject: outcome.answer?.subject ?? null,
    outcome: outcomeText(outcome),
    fault: fault?.kind ?? null,
    applied: outcome.answer?.applied ?? false,
  });
  return deliver(context, outcome);
}

async function deliver(context: SandboxContext, outcome: Outcome): Promise<Response> {
  const { incoming, outgoing } = context.env;
  switch (outcome.kind) {
    case 'drop':
      incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case 'hang':
      // Ends when the client or the server closes the connection.
      await new Promise<void>((resolve) => outgoing.once('close', resolve));
      return RESPONSE_ALREADY_SENT;
    case 'answer':
      return new Response(outcome.text, {
        status: outcome.status,
        headers: { 'content-type': outcome.contentType },
      });
  }
}
