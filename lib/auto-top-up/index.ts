import 'server-only';

export { changeRule, createRule, removeRule } from './change-rule';
export { getRule, listAutoTopUps, listRules } from './list-auto-top-ups';
export { runAutoTopUps } from './run-auto-top-ups';
export { setAutoTopUp, stopAutoTopUp } from './set-auto-top-up';
