import { formatUnits, quantityFromGb, type TrafficAsset } from '@/lib/core/assets';
import type { HttpResponse } from '@/lib/infra/http';
import { ProviderError } from '../errors';
import { notSent, runCommand, type Verdict } from '../outcome';
import type { AdapterInput, CommandOutcome, TopUpInput } from '../port';
import { readJson, refusal, sendRead, statusError, type WireRequest } from '../reading';
import { createRedactor, type Redactor } from '../redact';
import { malformed, parseShape, type Source } from '../shape';
import {
  authAnswer,
  type Envelope,
  envelope,
  KEY_PROBLEM,
  REFUSALS,
  RESULT_OK,
  STATUS_FORBIDDEN,
  STATUS_OK,
  type TrafficAnswer,
  trafficAnswer,
} from './schemas';
import { judgeTopUp } from './verdict';

/**
 * Freebit's endpoints, one function each: `POST https://HOST/emptool/api/<path>/` with a trailing slash. The pages say
 * "JSON format", but what works is one form field named `json`; a setting sends a raw JSON body instead. The answer's
 * JSON counts whatever the HTTP status is ("account not found" may come as 500).
 */

export type Wire = {
  baseUrl: string;
  oemId: string;
  oemKey: string;
  bodyEncoding: 'form' | 'json';
  /** Unit of the usage figures. */
  asset: TrafficAsset;
  transport: AdapterInput['transport'];
  keyStore: AdapterInput['keyStore'];
};

/** What the functions of this file need, from a connection. */
export function createWire(input: AdapterInput, asset: TrafficAsset): Wire {
  return {
    baseUrl: input.baseUrl,
    oemId: input.credentials.oemId ?? '',
    oemKey: input.credentials.oemKey ?? '',
    bodyEncoding: input.settings.bodyEncoding ?? 'form',
    asset,
    transport: input.transport,
    keyStore: input.keyStore,
  };
}

function redactorOf(wire: Wire, authKey: string | null): Redactor {
  return createRedactor([wire.oemId, wire.oemKey, authKey ?? '']);
}

function request(wire: Wire, path: string, fields: Record<string, string>): WireRequest {
  const json = JSON.stringify(fields);
  const form = wire.bodyEncoding === 'form';
  return {
    method: 'POST',
    url: `${wire.baseUrl.replace(/\/+$/, '')}/emptool/api/${path}/`,
    headers: { 'Content-Type': form ? 'application/x-www-form-urlencoded' : 'application/json' },
    body: form ? new URLSearchParams({ json }).toString() : json,
  };
}

type Answer = { head: Envelope; body: unknown; response: HttpResponse };

async function ask(wire: Wire, endpoint: string, call: WireRequest): Promise<Answer> {
  const source: Source = { provider: 'Freebit', endpoint };
  const response = await sendRead(source, wire.transport, call);
  const body = readJson(source, response);
  return { head: parseShape(source, envelope, body), body, response };
}

function checkSuccess(source: Source, { head, response }: Answer, redact: Redactor): void {
  const { resultCode, status } = head;
  if (resultCode === KEY_PROBLEM) throw refusal(source, 'unauthorized', resultCode, status.message, redact);
  if (REFUSALS.has(resultCode)) throw refusal(source, 'refused', resultCode, status.message, redact);
  if (resultCode !== RESULT_OK) throw malformed(source, 'resultCode', `the undocumented code ${resultCode}`);
  const wrongStatus = statusError(source, response.status);
  if (wrongStatus) throw wrongStatus;
  if (status.statusCode !== STATUS_OK) throw malformed(source, 'status.statusCode', 'success and failure at once');
}

/**
 * PA01-01: exchanges the OEM credentials for a session key, whose life is not documented.
 * @throws ProviderError `unauthorized` for any refusal, since the credentials are all that it is asked about.
 */
export async function authOem(wire: Wire): Promise<string> {
  const source: Source = { provider: 'Freebit', endpoint: 'authOem' };
  const redact = redactorOf(wire, null);
  const answer = await ask(wire, 'authOem', request(wire, 'authOem', { oemId: wire.oemId, oemKey: wire.oemKey }));
  const { resultCode, status } = answer.head;
  if (resultCode !== RESULT_OK) throw refusal(source, 'unauthorized', resultCode, status.message, redact);
  checkSuccess(source, answer, redact);
  return parseShape(source, authAnswer, answer.body).authKey;
}

async function currentKey(wire: Wire): Promise<string> {
  return (await wire.keyStore.read()) ?? wire.keyStore.refresh(null, () => authOem(wire));
}

function freshKey(wire: Wire, stale: string): Promise<string> {
  return wire.keyStore.refresh(stale, () => authOem(wire));
}

/**
 * PA05-01: usage of one account, today and in recent days, with the `Date` of the answer. A refused key is renewed once.
 * @throws ProviderError `refused` with the provider's code, `unauthorized` where a fresh key is refused too.
 */
export async function getTrafficInfo(
  wire: Wire,
  account: string,
): Promise<{ info: TrafficAnswer; body: unknown; date: string | null }> {
  const source: Source = { provider: 'Freebit', endpoint: 'getTrafficInfo' };
  const send = (authKey: string) =>
    ask(wire, 'getTrafficInfo', request(wire, 'mvno/getTrafficInfo', { authKey, account }));
  let authKey = await currentKey(wire);
  let answer = await send(authKey);
  if (answer.head.resultCode === KEY_PROBLEM || answer.head.status.statusCode === STATUS_FORBIDDEN) {
    authKey = await freshKey(wire, authKey);
    answer = await send(authKey);
  }
  checkSuccess(source, answer, redactorOf(wire, authKey));
  const info = parseShape(source, trafficAnswer(wire.asset), answer.body);
  if (info.account !== account) throw malformed(source, 'account', 'another account than asked for');
  return { info, body: answer.body, date: answer.response.date ?? null };
}

/** The documented limits of `quota`, in MB. */
const MAX_QUOTA_MB = 512_000n;

function quotaOf(gb: bigint): string | null {
  const quota = quantityFromGb(gb, 'FREEBIT_QUOTA_MB');
  return quota === null || quota.amount < 1n || quota.amount > MAX_QUOTA_MB ? null : formatUnits(quota);
}

/** Why no key could be had; the command itself was not sent. */
function keyTrouble(error: unknown): Verdict {
  if (!(error instanceof ProviderError))
    return { outcome: 'unknown', message: 'Not sent: no session key could be had.' };
  const unauthorized = error.kind === 'unauthorized';
  const message = `Not sent: ${error.message}`;
  const verdict: Verdict = { outcome: unauthorized ? 'rejected' : 'unknown', message, unauthorized };
  return error.providerCode === undefined ? verdict : { ...verdict, providerCode: error.providerCode };
}

/**
 * PA04-04: adds traffic to an account. It has no order number; our reference goes along as `quotaCode`. Only the answer
 * 205 (key refused, so nothing was done) leads to a second call, with a fresh key; nothing else ever does.
 */
export async function addSpec(wire: Wire, input: TopUpInput): Promise<CommandOutcome> {
  const quota = quotaOf(input.gb);
  const fields = { kind: 'MVNO', account: input.externalId, quota: quota ?? '', quotaCode: input.reference };
  const recordOf = (authKey: string | null) => {
    const { url } = request(wire, 'master/addSpec', fields);
    return {
      described: `POST ${url}\n${JSON.stringify({ authKey: '[redacted]', ...fields })}`,
      redact: redactorOf(wire, authKey),
    };
  };
  if (quota === null) {
    const message = 'Not sent: the amount is no whole number of MB from 1 to 512,000.';
    return notSent(recordOf(null), { outcome: 'rejected', message });
  }
  const send = (authKey: string) =>
    runCommand({
      ...recordOf(authKey),
      transport: wire.transport,
      request: request(wire, 'master/addSpec', { authKey, ...fields }),
      judge: judgeTopUp,
    });
  let authKey: string;
  try {
    authKey = await currentKey(wire);
  } catch (error) {
    return notSent(recordOf(null), keyTrouble(error));
  }
  const first = await send(authKey);
  if (first.providerCode !== KEY_PROBLEM || first.outcome !== 'rejected') return first;
  try {
    authKey = await freshKey(wire, authKey);
  } catch {
    // The refusal of the first call stands: nothing was done, and a person has to look at the credentials.
    return first;
  }
  return send(authKey);
}
