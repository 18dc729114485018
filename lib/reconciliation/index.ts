import 'server-only';

export { getReconciliation } from './get-reconciliation';
export { listProviderRecords } from './list-provider-records';
export { proveOrders } from './prove-orders';
