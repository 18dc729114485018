import 'server-only';

export { adoptOrder } from './adopt-order';
export { createOrder, drainSubmissions } from './create-order';
export { approveOrder, cancelOrder, resolveOrder, retryOrder } from './decide-order';
export { findOrder } from './find-order';
export { getOrder, listOrderEvents } from './get-order';
export { addOrderEvent } from './internal';
export { listOrders } from './list-orders';
export { makerContext } from './maker-context';
export { noteReadings } from './note-readings';
export { previewIpOrder } from './preview-ip-order';
export { previewTopUp } from './preview-top-up';
export { previewTopUps, type TopUpVerdict } from './preview-top-ups';
export type { Evidence } from './schemas';
export { residualBytes, settleOrder } from './settle-order';
export { similarSince } from './similar-orders';
export { submitOrder } from './submit-order';
export { dueUnknownOrders, sweepOrders } from './sweep-orders';
