import 'server-only';

export { loadSynthetic, type SyntheticLoad } from './load-synthetic';
