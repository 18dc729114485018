import type { ConnectionDto } from '@/lib/connections/schemas';
import type { SyncRunDto } from '@/lib/sync/schemas';

/** The way to the first chart, in order. */
export const GUIDE_STEPS = ['connect', 'test', 'sync', 'assign', 'chart'] as const;
export type GuideStep = (typeof GUIDE_STEPS)[number];

/** What is well done afterwards, in any order. */
export const LATER_STEPS = ['agent', 'price', 'secondFactor', 'backup'] as const;
export type LaterStep = (typeof LATER_STEPS)[number];

export type GetStartedDto = {
  done: Record<GuideStep, boolean>;
  /** Null where nothing of ours tells: a backup may be the database's own. */
  later: Record<LaterStep, boolean | null>;
  /** The first step that is open; null when all are done. */
  now: GuideStep | null;
  /** The connection that the guide goes on with: a real one before the sandbox, one that was never read before others. */
  connection: (ConnectionDto & { accounts: boolean }) | null;
  /** Its latest run. */
  run: SyncRunDto | null;
  /** Accounts that have no customer, counted up to 1,000. */
  unassigned: number;
  /** Whether the product's own sandbox runs and can be tried at once. */
  sandboxRuns: boolean;
};

/** An agent who has not ordered yet: whether there is a customer to sell to. */
export type AgentStartDto = { hasCustomers: boolean };
