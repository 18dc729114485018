import { z } from 'zod';
import type { Connection } from '@/generated/prisma/client';
import type { TrafficAsset } from '@/lib/core/assets';
import { AppError } from '@/lib/core/errors';
import { type AddressPolicy, refusedBaseUrl } from '@/lib/infra/address-policy';
import { seal, unseal } from '@/lib/infra/crypto';
import { env } from '@/lib/infra/env';
import type { ProviderId } from '@/lib/providers/port';
import { createAdapter, parseCredentials, parseSettings, type StoredSettings } from '@/lib/providers/registry';
import type { ConnectionDto } from './schemas';

/** What the sealed credentials are bound to. */
const CREDENTIALS_PURPOSE = 'connection';

/** Which addresses a connection may call: this machine only where the operator allows it, or for our own sandbox. */
export function addressPolicy(connection: { sandbox: boolean }): AddressPolicy {
  return { allowLocal: connection.sandbox || env().allowLoopback };
}

function invalid(path: string, message: string): AppError {
  return new AppError('invalid_input', message, { fields: [{ path, message }] });
}

/** An address without a trailing slash. Throws `invalid_input` for one that may not be called. */
export function checkedBaseUrl(text: string, policy: AddressPolicy, path = 'baseUrl'): string {
  const baseUrl = text.trim().replace(/\/+$/, '');
  const refused = refusedBaseUrl(baseUrl, policy);
  if (refused) throw invalid(path, refused);
  return baseUrl;
}

/** Runs a parser of the registry; its complaints become field errors below `path`. */
function parsed<Result>(path: string, parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const fields = error.issues.map((issue) => ({
      path: [path, ...issue.path.map(String)].join('.'),
      message: issue.message,
    }));
    const first = fields[0];
    throw new AppError('invalid_input', first ? `${first.path} ${first.message}` : 'Invalid input.', { fields });
  }
}

/** Credentials as the provider needs them. Throws `invalid_input` that names the fields, never their values. */
function checkedCredentials(provider: ProviderId, credentials: unknown): Record<string, string> {
  return parsed('credentials', () => parseCredentials(provider, credentials));
}

/** Settings with the defaults filled in. Throws `invalid_input` that names the settings. */
export function checkedSettings(provider: ProviderId, settings: unknown, policy: AddressPolicy): StoredSettings {
  const result = parsed('settings', () => parseSettings(provider, settings));
  if (result.agentBaseUrl) checkedBaseUrl(result.agentBaseUrl, policy, 'settings.agentBaseUrl');
  return result;
}

/** A connection as callers see it: never any credential. */
export function toConnectionDto(row: Connection): ConnectionDto {
  return {
    id: String(row.id),
    provider: row.provider,
    name: row.name,
    baseUrl: row.baseUrl,
    status: row.status,
    statusDetail: row.statusDetail,
    statusSince: row.statusSince.toISOString(),
    lastSyncedAt: row.lastSyncedAt?.toISOString() ?? null,
    lastCheckedAt: row.lastCheckedAt?.toISOString() ?? null,
    sandbox: row.sandbox,
    settings: { ...parseSettings(row.provider, row.settings) },
  };
}

/** The error for a name that another connection has. */
export function nameTaken(cause: unknown): AppError {
  const message = 'A connection with this name is already there.';
  return new AppError('already_exists', message, { fields: [{ path: 'name', message }], cause });
}

/** Credentials checked and sealed for keeping. */
export function sealedCredentials(provider: ProviderId, credentials: unknown): string {
  return seal(JSON.stringify(checkedCredentials(provider, credentials)), CREDENTIALS_PURPOSE);
}

/** The unit that the provider tells usage in, which may hang on its settings. */
export function usageAssetOf(provider: ProviderId, settings: StoredSettings): TrafficAsset {
  const never = () => Promise.reject(new Error('no call is made here'));
  const adapter = createAdapter(provider, {
    baseUrl: 'http://unused.invalid',
    credentials: {},
    settings,
    transport: never,
    keyStore: { read: never, refresh: never },
    now: () => new Date(),
  });
  return adapter.usageAsset;
}

/** Credentials in clear, for an adapter only. Throws `unavailable` when they were sealed with another GIGATILL_SECRET. */
export function openCredentials(
  connection: Pick<Connection, 'provider' | 'credentials' | 'name'>,
): Record<string, string> {
  let text: string;
  try {
    text = unseal(connection.credentials, CREDENTIALS_PURPOSE);
  } catch (error) {
    const message = `The credentials of ${connection.name} cannot be opened: GIGATILL_SECRET is another than when they were entered. Enter them again.`;
    throw new AppError('unavailable', message, { cause: error });
  }
  return parseCredentials(connection.provider, JSON.parse(text));
}
