import 'server-only';

export { listAutoTopUps } from './list-auto-top-ups';
export { runAutoTopUps } from './run-auto-top-ups';
export { setAutoTopUp, stopAutoTopUp } from './set-auto-top-up';
