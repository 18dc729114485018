import 'server-only';

/** Now, as a function so that verbs take it in their context and tests can set it. */
export const systemClock = (): Date => new Date();
