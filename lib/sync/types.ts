export type { RefreshDto, SyncInput, SyncRunDto, SyncRunQuery } from './schemas';
