import { setTimeout as sleep } from 'node:timers/promises';
import { randomToken, seal, unseal } from '@/lib/infra/crypto';
import { db } from '@/lib/infra/db';
import { ProviderError } from '@/lib/providers/errors';
import type { KeyStore } from '@/lib/providers/port';

const PURPOSE = 'provider-key';
/** Longer than a sign-in with its retries takes; a holder that is silent for longer has died. */
const LEASE_MS = 100_000;
const LOOK_AGAIN_MS = 150;

async function readKey(connectionId: number): Promise<string | null> {
  const row = await db().providerKey.findUnique({ where: { connectionId } });
  return row ? unseal(row.sealedKey, PURPOSE) : null;
}

/** True for the one caller, of all processes, that is to fetch the key now. No transaction stays open for it. */
async function takeLease(connectionId: number, holder: string): Promise<boolean> {
  const taken = await db().$executeRaw`
    INSERT INTO provider_key_lease AS l (connection_id, holder, until)
    VALUES (${connectionId}, ${holder}, now() + make_interval(secs => ${LEASE_MS / 1000}::float8))
    ON CONFLICT (connection_id) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE l.until < now()`;
  return taken === 1;
}

/** Fetches the key, unless another did between our look and our lease. */
async function fetchAndKeep(
  connectionId: number,
  stale: string | null,
  holder: string,
  fetchKey: () => Promise<string>,
): Promise<string> {
  try {
    const present = await readKey(connectionId);
    if (present !== null && present !== stale) return present;
    const key = await fetchKey();
    const data = { sealedKey: seal(key, PURPOSE), fetchedAt: new Date() };
    await db().providerKey.upsert({ where: { connectionId }, create: { connectionId, ...data }, update: data });
    return key;
  } finally {
    await db().providerKeyLease.deleteMany({ where: { connectionId, holder } });
  }
}

/** Keeps a provider's short-lived key, sealed, for all processes; only one of them fetches a new one at a time. */
export function createKeyStore(connectionId: number): KeyStore {
  return {
    read: () => readKey(connectionId),
    async refresh(stale, fetchKey) {
      const holder = randomToken();
      const until = performance.now() + LEASE_MS;
      while (performance.now() < until) {
        const current = await readKey(connectionId);
        if (current !== null && current !== stale) return current;
        if (await takeLease(connectionId, holder)) return fetchAndKeep(connectionId, stale, holder, fetchKey);
        await sleep(LOOK_AGAIN_MS);
      }
      throw new ProviderError('unreachable', 'Another process is getting a new key and does not come to an end.');
    },
  };
}
