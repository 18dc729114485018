import 'server-only';

export { findAnything } from './find-anything';
export { getOverview } from './get-overview';
export { listDryAccounts } from './list-dry-accounts';
export { listSources } from './list-sources';
