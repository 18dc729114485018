import 'server-only';

export { addCostBlock, priceCostBlock } from './blocks';
export { costSales, costSalesOf } from './cost-sales';
export { addExchangeRate, listExchangeRates } from './exchange-rates';
export { getMargin } from './get-margin';
export { getSales } from './get-sales';
export { listCostBlocks } from './list-blocks';
export { listListCosts, setListCost } from './list-costs';
export { MARGIN_COLUMNS, marginTable } from './margin-table';
export { closeDueMonths } from './months';
export { takeBlocks } from './take-blocks';
