import { z } from 'zod';
import { isTimeZone } from '@/lib/core/calendar-date';
import { type MoneyText, parsePrice } from '@/lib/core/money';
import { PROVIDER_CATALOG } from './catalog';
import { createFreebitAdapter } from './freebit/provider';
import { createIpideaAdapter } from './ipidea/provider';
import { createIpwebAdapter } from './ipweb/provider';
import type { AdapterInput, ConnectionSettings, ProviderAdapter, ProviderId } from './port';

/** The one place that knows all providers: which there are, what their connections need, and how an adapter is made. */

/** Credentials go into headers and forms: visible ASCII only, so that no transport has to refuse (and print) them. */
const secretText = z
  .string({ error: 'expected text' })
  .trim()
  .min(1, 'must not be empty')
  .max(500, 'must have at most 500 characters')
  .regex(/^[\x21-\x7e]+$/, 'must have no spaces and only plain characters');

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int(message).min(min, message).max(max, message);
}

const timeZone = z.string().refine(isTimeZone, 'must be a time zone such as Asia/Shanghai');
const costPerGb = z
  .object({ amount: z.string(), currency: z.string() })
  .refine((money) => parsePrice(money) !== null, 'must be an amount with at most 6 decimals and a currency code')
  .nullable()
  .default(null);

function common(id: ProviderId, requestsPerMinute: number) {
  return {
    timeZone: timeZone.default(PROVIDER_CATALOG[id].defaultTimeZone),
    costPerGb,
    requestsPerMinute: wholeNumber(1, 6_000).default(requestsPerMinute),
    recordLagMinutes: wholeNumber(0, 10_080).default(15),
  };
}

const agentBaseUrl = z
  .string()
  .trim()
  .transform((url) => url.replace(/\/+$/, ''))
  .refine((url) => url === '' || /^https?:\/\//.test(url), 'must begin with https:// or http://')
  .transform((url) => (url === '' ? undefined : url))
  .nullish()
  .transform((url) => url ?? undefined);

/** What a connection stores about how to speak to its provider. The cost is for the books; adapters ignore it. */
export type StoredSettings = ConnectionSettings & { costPerGb: MoneyText | null };

type ProviderEntry = {
  name: string;
  defaultBaseUrl: string | null;
  credentials: z.ZodType<Record<string, string>>;
  /** Fills in the defaults; an unknown setting is an error. */
  settings: z.ZodType<StoredSettings>;
  create(input: AdapterInput): ProviderAdapter;
};

export const PROVIDERS: Readonly<Record<ProviderId, ProviderEntry>> = {
  ipweb: {
    name: PROVIDER_CATALOG.ipweb.name,
    defaultBaseUrl: PROVIDER_CATALOG.ipweb.defaultBaseUrl,
    credentials: z.strictObject({ token: secretText }),
    settings: z.strictObject({ ...common('ipweb', 120), agentBaseUrl }),
    create: createIpwebAdapter,
  },
  freebit: {
    name: PROVIDER_CATALOG.freebit.name,
    defaultBaseUrl: PROVIDER_CATALOG.freebit.defaultBaseUrl,
    credentials: z.strictObject({ oemId: secretText, oemKey: secretText }),
    settings: z.strictObject({
      ...common('freebit', 20),
      recentDaysOrder: z.enum(['newest_first', 'oldest_first']).default('newest_first'),
      kbBytes: z.union([z.literal(1000), z.literal(1024)], 'must be 1000 or 1024').default(1000),
      bodyEncoding: z.enum(['form', 'json']).default('form'),
      refreshCooldownMinutes: wholeNumber(0, 1_440).default(10),
    }),
    create: createFreebitAdapter,
  },
  ipidea: {
    name: PROVIDER_CATALOG.ipidea.name,
    defaultBaseUrl: PROVIDER_CATALOG.ipidea.defaultBaseUrl,
    credentials: z.strictObject({ uid: secretText, appkey: secretText }),
    settings: z.strictObject({ ...common('ipidea', 30), credentialsIn: z.enum(['form', 'query']).default('form') }),
    create: createIpideaAdapter,
  },
};

/**
 * Settings as a connection stores them, with the defaults filled in; nothing at all means all defaults.
 * @throws ZodError whose issues name the settings.
 */
export function parseSettings(provider: ProviderId, settings: unknown): StoredSettings {
  return PROVIDERS[provider].settings.parse(settings ?? {});
}

/**
 * Credentials as the provider needs them.
 * @throws ZodError whose issues name the fields and never repeat a value.
 */
export function parseCredentials(provider: ProviderId, credentials: unknown): Record<string, string> {
  return PROVIDERS[provider].credentials.parse(credentials);
}

/** The adapter of a connection. */
export function createAdapter(id: ProviderId, input: AdapterInput): ProviderAdapter {
  return PROVIDERS[id].create(input);
}
