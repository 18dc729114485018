import type { OpenAdapter } from '@/lib/connections';
import { unreachable } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { ProviderError } from '@/lib/providers/errors';
import { readAhead } from './ahead';
import { readUsageByAccount } from './read-account-usage';
import { readUsagePool, readUsageRange } from './read-usage';
import { type RunHandle, SYNC_STEPS, type SyncStep } from './run-handle';
import { updateStatistics } from './statistics';
import { storeAccounts } from './store-accounts';
import { storeBalances, storeTotals } from './store-balances';
import { mirrorRecords } from './store-records';

async function readAccounts(run: RunHandle, { adapter }: OpenAdapter): Promise<void> {
  if (!adapter.accounts) return;
  for await (const { page, askedAt } of readAhead(adapter.accounts.read(run.checkpoint.page))) {
    await storeAccounts(db(), run.connectionId, page.rows, askedAt);
    await run.advance(
      undefined,
      { step: 'accounts', page: page.next },
      { done: page.done, total: page.total, unit: 'accounts' },
    );
    run.assertMayGoOn();
  }
}

/** What a provider does not answer for every account is left out, and not a fault. */
async function optionally(optional: boolean, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    const isGap = error instanceof ProviderError && (error.kind === 'refused' || error.kind === 'malformed');
    if (!optional || !isGap) throw error;
  }
}

async function readBalances(run: RunHandle, { adapter, settings }: OpenAdapter): Promise<void> {
  const { balances } = adapter;
  if (!balances) return;
  const askedAt = new Date();
  await optionally(balances.optional, async () => {
    await storeBalances(run.connectionId, await balances.read(), askedAt, settings.timeZone);
  });
}

async function readUsage(run: RunHandle, { adapter, settings }: OpenAdapter): Promise<void> {
  const { usage } = adapter;
  if (!usage) return;
  switch (usage.mode) {
    case 'range':
      return readUsageRange(run, usage, settings.timeZone);
    case 'account':
      return readUsageByAccount(run, usage, settings.timeZone);
    case 'pool':
      return optionally(usage.optional, () => readUsagePool(run, usage, settings.timeZone));
    default:
      return unreachable(usage);
  }
}

async function readTotals(run: RunHandle, { adapter }: OpenAdapter): Promise<void> {
  if (!adapter.agentTotals) return;
  const askedAt = new Date();
  await storeTotals(run.connectionId, await adapter.agentTotals.read(run.window), askedAt);
}

async function readAllRecords(run: RunHandle, { adapter, settings }: OpenAdapter): Promise<void> {
  if (!adapter.records) return;
  const { connectionId, window } = run;
  await mirrorRecords(connectionId, adapter.records, window, settings.timeZone, () => run.assertMayGoOn());
}

const STEPS: Record<SyncStep, (run: RunHandle, open: OpenAdapter) => Promise<void>> = {
  accounts: readAccounts,
  balances: readBalances,
  usage: readUsage,
  totals: readTotals,
  records: readAllRecords,
  statistics: (run) => updateStatistics(run.connectionId, run.window.from, () => run.assertMayGoOn()),
};

/** What the fault of one step need not keep from the others: the provider is there and lets us in. */
function mayGoOn(error: unknown): error is ProviderError {
  return error instanceof ProviderError && (error.kind === 'malformed' || error.kind === 'refused');
}

/**
 * Takes the steps of a run from where it stopped. A step that gets a wrong answer does not keep the others from what they
 * can read. Returns the first such error; throws what ends the run.
 */
export async function takeSteps(run: RunHandle, open: OpenAdapter): Promise<ProviderError | null> {
  let fault: ProviderError | null = null;
  const first = SYNC_STEPS.indexOf(run.checkpoint.step);
  for (const [index, step] of SYNC_STEPS.entries()) {
    if (index < first) continue;
    if (index > first) await run.advance(undefined, { step, page: null, after: null, part: 0, rowsBefore: 0 });
    run.assertMayGoOn();
    try {
      await STEPS[step](run, open);
    } catch (error) {
      if (!mayGoOn(error)) throw error;
      fault ??= error;
    }
  }
  return fault;
}
