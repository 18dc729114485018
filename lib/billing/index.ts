import 'server-only';

export { priceFor } from './price-for';
export { recordPayment } from './record-payment';
