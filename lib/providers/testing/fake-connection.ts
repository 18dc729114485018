import { readFileSync } from 'node:fs';
import { HttpFailure, type HttpRequest, type HttpResponse } from '@/lib/infra/http';
import { ProviderError } from '../errors';
import type { AdapterInput, ConnectionSettings, KeyStore, Page, ProviderId, Transport } from '../port';

/** A connection for tests: a transport that answers from a script and remembers what it was sent. */

export type SentCall = Omit<HttpRequest, 'timeoutMs'> & { command: boolean };

/** What the scripted provider does with a call: a body (HTTP 200), a whole response, or a failure to throw. */
export type Scripted = string | { status: number; text: string; contentType?: string; date?: string } | Error;

type FakeConnection = { input: AdapterInput; calls: SentCall[]; keys: () => string | null };

const DEFAULTS: Record<ProviderId, { baseUrl: string; credentials: Record<string, string>; timeZone: string }> = {
  ipweb: {
    baseUrl: 'https://user.ipweb.test/prod-api',
    credentials: { token: 'T0KEN/secret+value=27chars!' },
    timeZone: 'Asia/Shanghai',
  },
  freebit: {
    baseUrl: 'https://freebit.test',
    credentials: { oemId: 'OEM-77-id', oemKey: 'oem/key"with&signs' },
    timeZone: 'Asia/Tokyo',
  },
  ipidea: {
    baseUrl: 'https://api.ipidea.test',
    credentials: { uid: 'uid-371677', appkey: 'appkey/secret+029b4c' },
    timeZone: 'Asia/Shanghai',
  },
};

/** Credential values of the fake connection, which must not be seen anywhere. */
export function fakeSecrets(provider: ProviderId): string[] {
  return Object.values(DEFAULTS[provider].credentials);
}

function asResponse(scripted: Exclude<Scripted, Error>): HttpResponse {
  const { status, text, contentType, date }: Exclude<typeof scripted, string> =
    typeof scripted === 'string' ? { status: 200, text: scripted } : scripted;
  return { status, text, contentType: contentType ?? 'application/json', latencyMs: 5, date: date ?? null };
}

function fakeKeyStore(): { store: KeyStore; current: () => string | null } {
  let key: string | null = null;
  const store: KeyStore = {
    read: async () => key,
    async refresh(stale, fetchKey) {
      if (key === null || key === stale) key = await fetchKey();
      return key;
    },
  };
  return { store, current: () => key };
}

/** Builds the input of an adapter whose provider is `answer`. */
export function fakeConnection(
  provider: ProviderId,
  answer: (call: SentCall, index: number) => Scripted,
  options: { now?: Date; settings?: Partial<ConnectionSettings> } = {},
): FakeConnection {
  const calls: SentCall[] = [];
  const { store, current } = fakeKeyStore();
  const transport: Transport = async (call) => {
    calls.push(call);
    const scripted = answer(call, calls.length - 1);
    if (scripted instanceof Error) throw scripted;
    return asResponse(scripted);
  };
  const { baseUrl, credentials, timeZone } = DEFAULTS[provider];
  const settings = { timeZone, requestsPerMinute: 60, recordLagMinutes: 15, ...options.settings };
  const now = options.now ?? new Date('2025-12-26T04:00:00Z');
  const input = { baseUrl, credentials, settings, transport, keyStore: store, now: () => now };
  return { input, calls, keys: current };
}

/** A provider's own example from its folder. */
export function fixture(provider: ProviderId, name: string): string {
  return readFileSync(new URL(`../${provider}/fixtures/${name}.json`, import.meta.url), 'utf8');
}

export const TIMED_OUT = new HttpFailure('timeout', true, 'no answer within 30 s');
export const NOT_CONNECTED = new HttpFailure('unreachable', false, 'could not connect (ECONNREFUSED)');

/** All pages of a read. */
export async function pagesOf<Row>(pages: AsyncGenerator<Page<Row>>): Promise<Page<Row>[]> {
  const all: Page<Row>[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** All rows of a read. */
export async function rowsOf<Row>(pages: AsyncGenerator<Page<Row>>): Promise<Row[]> {
  return (await pagesOf(pages)).flatMap((page) => page.rows);
}

/** The path and query of a call. */
export function target(call: SentCall | undefined): URL {
  return new URL(call?.url ?? 'http://no-call.test');
}

/** The ProviderError that a read ends in. */
export async function errorOf(promise: Promise<unknown> | undefined): Promise<ProviderError> {
  const reason = await promise?.then(
    () => 'no error at all',
    (error: unknown) => error,
  );
  if (reason instanceof ProviderError) return reason;
  throw new Error(`expected a ProviderError, got ${String(reason)}`);
}
