import 'server-only';

export { getReconciliation } from './get-reconciliation';
export { keepDifferences, keepDifferencesOf } from './keep-differences';
export { likelyCause } from './likely-cause';
export { countDiscrepancies, listDiscrepancies } from './list-discrepancies';
export { listIps } from './list-ips';
export { getProviderRecord, listProviderRecords } from './list-provider-records';
export { proveOrders } from './prove-orders';
export { adoptRecord, explainDiscrepancy } from './settle-discrepancy';
