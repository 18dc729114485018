import { ACCESS, endpoint, JsonText } from '@/lib/boundary/endpoint';
import { addDays, dayIn } from '@/lib/core/calendar-date';
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

/** A provider may restate what is older, too, but seldom: a minute late does no harm. */
const SETTLED_AFTER_DAYS = 4;
const KEPT_SECONDS = 60;

function keptSeconds({ to }: { to: string }, now: Date): number {
  return to <= addDays(dayIn('UTC', now), -SETTLED_AFTER_DAYS) ? KEPT_SECONDS : 0;
}

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
    keptSeconds,
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
    keptSeconds,
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
