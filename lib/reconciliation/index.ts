import 'server-only';

export { comparedSince } from './compared-since';
export { getReconciliation } from './get-reconciliation';
export { keepDifferences, keepDifferencesOf } from './keep-differences';
export { likelyCause } from './likely-cause';
export { countDiscrepancies, listDiscrepancies } from './list-discrepancies';
export { listIps } from './list-ips';
export { getProviderRecord, listProviderRecords, recordQuantity } from './list-provider-records';
export { proveOrders } from './prove-orders';
export { recordOfOrder } from './record-of-order';
export { adoptRecord, explainDiscrepancy } from './settle-discrepancy';
