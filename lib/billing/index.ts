import 'server-only';

export { addPrice, endPrice } from './change-prices';
export { approveAdjustment, declineAdjustment } from './decide-adjustment';
export { explainPrice } from './explain-price';
export { issueStatement } from './issue-statement';
export { countWaitingAdjustments, getAdjustment, listAdjustments } from './list-adjustments';
export { listPayments } from './list-payments';
export { listPrices } from './list-prices';
export { makeAdjustment } from './make-adjustment';
export type { Pen } from './pdf-pen';
export { priceFor, type Quote, type QuoteFor } from './price-for';
export { type PrintJob, printPdf } from './print-pdf';
export { quotesFor } from './quotes-for';
export { recordPayment } from './record-payment';
export { reverseAdjustment, reversePayment } from './reverse-entry';
export { changeBillingSettings, getBillingSettings, isLargeOrder } from './settings';
export { statementCsv } from './statement-csv';
export { closeStatement, getStatement } from './statements';
