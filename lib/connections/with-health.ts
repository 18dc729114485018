import { ProviderError } from '@/lib/providers/errors';
import type { Command, CommandOutcome, Page, ProviderAdapter } from '@/lib/providers/port';

/** Told of every call that says something about the connection; null: it answered properly. */
type HealthReport = (error: ProviderError | null) => Promise<void>;

/** What an optional capability does not answer says nothing about the connection. */
function isExpected(error: ProviderError, optional: boolean): boolean {
  return optional && (error.kind === 'refused' || error.kind === 'malformed');
}

async function watched<Result>(report: HealthReport, optional: boolean, call: () => Promise<Result>): Promise<Result> {
  try {
    const result = await call();
    await report(null);
    return result;
  } catch (error) {
    if (error instanceof ProviderError && !isExpected(error, optional)) await report(error);
    throw error;
  }
}

async function* watchedPages<Row>(report: HealthReport, pages: AsyncGenerator<Page<Row>>): AsyncGenerator<Page<Row>> {
  try {
    for await (const page of pages) {
      await report(null);
      yield page;
    }
  } catch (error) {
    if (error instanceof ProviderError) await report(error);
    throw error;
  }
}

function watchedCommand<Input, Kind extends Command<Input>>(report: HealthReport, command: Kind | null): Kind | null {
  if (!command) return null;
  const send = async (input: Input): Promise<CommandOutcome> => {
    const outcome = await command.send(input);
    if (outcome.unauthorized) await report(unauthorized(outcome));
    else if (outcome.outcome !== 'unknown') await report(null);
    return outcome;
  };
  return { ...command, send };
}

function unauthorized(outcome: CommandOutcome): ProviderError {
  return new ProviderError('unauthorized', outcome.message, {
    providerCode: outcome.providerCode ?? undefined,
    providerMessage: outcome.message,
  });
}

/** The same adapter, with every call's outcome reported as the connection's health. Its self-test is left alone. */
export function withHealth(adapter: ProviderAdapter, report: HealthReport): ProviderAdapter {
  const { accounts, usage, agentTotals, balances, residual, records } = adapter;
  return {
    ...adapter,
    accounts: accounts && { read: (resume) => watchedPages(report, accounts.read(resume)) },
    usage: usage && watchedUsage(report, usage),
    agentTotals: agentTotals && { read: (window) => watched(report, false, () => agentTotals.read(window)) },
    balances: balances && { ...balances, read: () => watched(report, balances.optional, () => balances.read()) },
    residual: residual && { read: (id, name) => watched(report, false, () => residual.read(id, name)) },
    records: records && { ...records, read: (kind, window) => watchedPages(report, records.read(kind, window)) },
    topUp: watchedCommand(report, adapter.topUp),
    deduct: watchedCommand(report, adapter.deduct),
    ipOpen: watchedCommand(report, adapter.ipOpen),
    ipRenew: watchedCommand(report, adapter.ipRenew),
  };
}

function watchedUsage(report: HealthReport, usage: NonNullable<ProviderAdapter['usage']>): ProviderAdapter['usage'] {
  switch (usage.mode) {
    case 'range':
      return {
        mode: 'range',
        read: (window, resume, externalId) => watchedPages(report, usage.read(window, resume, externalId)),
      };
    case 'account':
      return { mode: 'account', read: (externalId) => watched(report, false, () => usage.read(externalId)) };
    case 'pool': {
      const { optional } = usage;
      return { mode: 'pool', optional, read: (window) => watched(report, optional, () => usage.read(window)) };
    }
  }
}
