import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type App, startApp } from '../../e2e/fixtures/app';
import { BENCH_SECRET } from './installation';

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

const childrenSchema = z.array(z.object({ pid: z.number() }));

/** The number of the process that serves: the only child of the supervisor of such an app. */
export function serverOf({ dataDir }: App): number {
  const [server] = childrenSchema.parse(JSON.parse(readFileSync(join(dataDir, 'children.json'), 'utf8')));
  if (!server) throw new Error('The app has no process.');
  return server.pid;
}
