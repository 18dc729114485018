import type { TrafficAsset } from '@/lib/core/assets';
import { dayIn } from '@/lib/core/calendar-date';
import { PROVIDER_CATALOG } from '../catalog';
import { ProviderError } from '../errors';
import type { AccountUsageReading, AdapterInput, ProviderAdapter } from '../port';
import { runCheck } from '../reading';
import { addSpec, authOem, createWire, getTrafficInfo, type Wire } from './client';
import { toReading } from './mapper';

const INFO = PROVIDER_CATALOG.freebit;
/** Reads of one account where midnight falls into the first. */
const MAX_READS = 2;

/**
 * One reading. "Today" is whose day it is at the provider; where the day changed while it answered, the figures cannot be
 * dated and it is asked once more.
 */
async function readUsage(wire: Wire, input: AdapterInput, account: string): Promise<AccountUsageReading> {
  const { timeZone, recentDaysOrder = 'newest_first' } = input.settings;
  for (let read = 0; read < MAX_READS; read++) {
    const before = dayIn(timeZone, input.now());
    const answer = await getTrafficInfo(wire, account);
    if (dayIn(timeZone, input.now()) === before) return toReading(answer, wire.asset, before, recentDaysOrder);
  }
  throw new ProviderError('unreachable', 'Freebit answered across midnight, so its figures cannot be dated.');
}

/** Freebit: one account at a time, seldom. No lists, no records, no residual. */
export function createFreebitAdapter(input: AdapterInput): ProviderAdapter {
  const asset: TrafficAsset = input.settings.kbBytes === 1024 ? 'FREEBIT_KB1024' : 'FREEBIT_KB1000';
  const wire = createWire(input, asset);
  return {
    id: 'freebit',
    facts: INFO.facts,
    usageAsset: asset,
    defaultTimeZone: INFO.defaultTimeZone,
    async check() {
      // No account is needed for this, and none is bothered. The key goes into the store: a new one may end the old one.
      const signIn = async () => {
        await input.keyStore.refresh(await input.keyStore.read(), () => authOem(wire));
        return 'A session key was given.';
      };
      return [await runCheck('authOem', input.now, signIn)];
    },
    accounts: null,
    usage: { mode: 'account', read: (externalId) => readUsage(wire, input, externalId) },
    agentTotals: null,
    balances: null,
    residual: null,
    records: null,
    topUp: { replaySafe: false, asset: 'FREEBIT_QUOTA_MB', send: (order) => addSpec(wire, order) },
    deduct: null,
    ipOpen: null,
    ipRenew: null,
  };
}
