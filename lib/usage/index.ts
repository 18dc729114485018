import 'server-only';

export { getBalances } from './get-balances';
export { getDailyUsage, getDailyUsageJson } from './get-daily-usage';
export { getForecast } from './get-forecast';
export { getTotals } from './get-totals';
export { settledUpTo } from './internal';
export { keepRankings, warmRankings } from './keep-rankings';
export { listRestatements } from './list-restatements';
export { ensureMonths, openMonths } from './months';
export { giveAccountsUsage, moveAccountUsage, moveCustomerUsage } from './move-usage';
export { readAccountDays } from './read-account-days';
export { readAccountLines } from './read-account-lines';
export * from './schemas';
export { type UsageDayRow, type UsagePage, writeCoverage, writeUsagePage } from './write-usage-page';
