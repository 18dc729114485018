export type { AlertRuleDto, OpenAlertsDto, PoolAlertDto, ThresholdsDto } from './schemas';
