import { ACCESS, endpoint, JsonText } from '@/lib/boundary/endpoint';
import { getBalances, getDailyUsageJson, getTotals } from '@/lib/usage';
import {
  balancesDto,
  balancesQuery,
  usageDailyDto,
  usageDailyQuery,
  usageTotalsDto,
  usageTotalsQuery,
} from '@/lib/usage/schemas';

const tag = 'Usage';

export const usage = [
  endpoint({
    method: 'GET',
    path: '/usage/daily',
    summary: 'Usage by provider day',
    description:
      'Inclusive days, at most 1,100. A day without data is absent, never zero. With `groupBy` each row has a `key` (our id of the group) and a `label`; `top=N` keeps the N largest and adds `other`.',
    tag,
    access: ACCESS.everyone,
    query: usageDailyQuery,
    response: usageDailyDto,
    status: 200,
    run: async (ctx, { query }) => new JsonText(await getDailyUsageJson(ctx, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/usage/totals',
    summary: 'What a provider reports for the whole account by day',
    tag,
    access: ACCESS.staff,
    query: usageTotalsQuery,
    response: usageTotalsDto,
    status: 200,
    run: (ctx, { query }) => getTotals(ctx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/balances',
    summary: 'What is left in our pools at the providers',
    tag,
    access: ACCESS.staff,
    query: balancesQuery,
    response: balancesDto,
    status: 200,
    run: (ctx, { query }) => getBalances(ctx, query),
  }),
];
