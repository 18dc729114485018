import 'server-only';

export { checkAlerts } from './check-alerts';
export { listOpenAlerts } from './list-alerts';
export { clearAlertRule, getAlertRule, setAlertRule } from './rules';
