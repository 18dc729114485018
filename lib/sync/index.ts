import 'server-only';

export { getSyncRun, listSyncRuns } from './list-sync-runs';
export { refreshAccount } from './refresh-account';
export type { SyncProgress } from './run-handle';
export { type RunSyncOptions, runSync } from './run-sync';
export { reviveDeadRuns, scheduleDueSyncs } from './schedule-due-syncs';
export * from './schemas';
export { startSync } from './start-sync';
export { readRecords } from './store-records';
