export type {
  BalancesDto,
  BalancesQuery,
  ForecastDto,
  RestatementsDto,
  RestatementsQuery,
  UsageDailyDto,
  UsageDailyQuery,
  UsageDayDto,
  UsageGapDto,
  UsageGroup,
  UsageTotalsDto,
  UsageTotalsQuery,
} from './schemas';
