import 'server-only';

export { findAnything } from './find-anything';
export { getOverview } from './get-overview';
export { getAgentStart, getStarted } from './get-started';
export { noteChartSeen, setGuide } from './guide-state';
export { getLastBackup, noteBackup } from './last-backup';
export { listDryAccounts } from './list-dry-accounts';
export { listSources } from './list-sources';
