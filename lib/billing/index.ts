import 'server-only';

export { issueStatement } from './issue-statement';
export { listPayments } from './list-payments';
export { priceFor } from './price-for';
export { recordPayment } from './record-payment';
export { plainCell, statementCsv } from './statement-csv';
export { closeStatement, getStatement } from './statements';
