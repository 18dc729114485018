import type { Suite } from './types';

/** The suites in the order they run. Each is loaded in its own process only. */
const suites = {
  ledger: async () => (await import('./suites/ledger')).ledger,
  queries: async () => (await import('./suites/queries')).queries,
  ingest: async () => (await import('./suites/ingest')).ingest,
  api: async () => (await import('./suites/api')).api,
  orders: async () => (await import('./suites/orders')).orders,
  pages: async () => (await import('./suites/pages')).pages,
  memory: async () => (await import('./suites/memory')).memory,
} satisfies Record<string, () => Promise<Suite>>;

export type SuiteName = keyof typeof suites;

/** Whether there is a suite of this name. */
export function isSuiteName(name: string): name is SuiteName {
  return name in suites;
}

export const suiteNames = Object.keys(suites).filter(isSuiteName);

/** The suite, with all that it imports. */
export function loadSuite(name: SuiteName): Promise<Suite> {
  return suites[name]();
}
