import 'server-only';

export { PROVIDER_CATALOG, PROVIDER_IDS } from '@/lib/providers/catalog';
export { budgetSql, notePaid, requestBudget } from './budget';
export { createConnection } from './create-connection';
export { getConnection, listConnections } from './list-connections';
export { adviceFor, noteHealth } from './note-health';
export { type OpenAdapter, type OpenConnection, openAdapter } from './open-adapter';
export { testConnection } from './test-connection';
export { resetBreaker } from './transport';
export { updateConnection } from './update-connection';
