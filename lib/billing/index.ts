import 'server-only';

export { issueStatement } from './issue-statement';
export { listPayments } from './list-payments';
export type { Pen } from './pdf-pen';
export { priceFor, type Quote, type QuoteFor } from './price-for';
export { type PrintJob, printPdf } from './print-pdf';
export { quotesFor } from './quotes-for';
export { recordPayment } from './record-payment';
export { statementCsv } from './statement-csv';
export { closeStatement, getStatement } from './statements';
