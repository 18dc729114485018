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

/** As far as its clock and ours may differ: an answer that is dated further away comes from one that is wrong. */
const ITS_CLOCK_APART_MS = 15 * 60_000;

/** When the provider answered, by its own clock: it says no dates, and by ours around midnight all days would be shifted. */
function answeredAt(date: string | null, now: Date): Date {
  const at = Date.parse(date ?? '');
  return Math.abs(at - now.getTime()) <= ITS_CLOCK_APART_MS ? new Date(at) : now;
}

/**
 * One reading. "Today" is whose day it is at the provider; where the day changed while it answered, the figures cannot be
 * dated and it is asked once more.
 */
async function readUsage(wire: Wire, input: AdapterInput, account: string): Promise<AccountUsageReading> {
  const { timeZone, recentDaysOrder = 'newest_first' } = input.settings;
  for (let read = 0; read < MAX_READS; read++) {
    const askedAt = input.now();
    const answer = await getTrafficInfo(wire, account);
    const now = input.now();
    const at = answeredAt(answer.date, now);
    const day = dayIn(timeZone, new Date(at.getTime() - (now.getTime() - askedAt.getTime())));
    if (dayIn(timeZone, at) === day) return toReading(answer, wire.asset, day, recentDaysOrder);
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
