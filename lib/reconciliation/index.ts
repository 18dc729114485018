import 'server-only';

export { getReconciliation } from './get-reconciliation';
export { listIps } from './list-ips';
export { getProviderRecord, listProviderRecords } from './list-provider-records';
export { proveOrders } from './prove-orders';
