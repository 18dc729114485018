import { type App, startApp } from '../../e2e/fixtures/app';
import { BENCH_SECRET } from './database';

/** The built app on a database of the run; its worker is off unless `more` says otherwise. */
export function startBenchApp(databaseUrl: string, more: Record<string, string> = {}): Promise<App> {
  return startApp({
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    GIGATILL_SECRET: BENCH_SECRET,
    GIGATILL_SANDBOX: 'off',
    GIGATILL_WORKER: 'off',
    LOG_LEVEL: 'error',
    ...more,
  });
}
