import { systemContext } from '@/lib/core/actor';
import { closeDb } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';

/** Who acts in every benchmark. */
export const ctx = systemContext('bench');

/** What every process of one benchmark shares; nothing in it needs to stay secret. */
export const BENCH_SECRET = 'a-secret-for-benchmarks-only-0123456789';

/** Makes this process one of the installation on the database: from here on `db()` and every verb work. */
export function enterInstallation(databaseUrl: string): void {
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    GIGATILL_SECRET: BENCH_SECRET,
    GIGATILL_ALLOW_LOOPBACK: 'on',
    LOG_LEVEL: 'silent',
  });
}

/** Closes this process's connections to the database, so that they do not count beside those that are measured. */
export async function leaveInstallation(): Promise<void> {
  await closeJobs();
  await closeDb();
}
