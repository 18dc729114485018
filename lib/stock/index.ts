import 'server-only';

export { getStock } from './get-stock';
export { keepStock } from './keep-stock';
