import { type Context, systemContext } from '@/lib/core/actor';
import { type OperatorEnvironment, readEnvironment } from '@/lib/infra/env';
import { type Database, migrate, openDatabase } from '../supervisor/database';
import { installationSecret } from '../supervisor/secret';

/** What a command works with: who acts, and the environment it acts in. */
export type Session = { ctx: Context; environment: OperatorEnvironment; database: Database };

/** For people, never on stdout: that is the command's result. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Makes this process one of the installation's own: from here on `env()` and `db()` work. */
function enter(environment: OperatorEnvironment, database: Database): void {
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GIGATILL_DATA_DIR: environment.dataDir,
    GIGATILL_SECRET: installationSecret(environment.dataDir, environment.secret),
    // The log goes to stdout, where only the result belongs.
    LOG_LEVEL: 'silent',
  });
}

/**
 * Runs `work` on the installation that the environment names, whether its app is running or not: the embedded database is
 * used where it runs, or started for this command alone.
 */
export async function withInstallation<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const environment = readEnvironment(process.env);
  const database = await openDatabase(environment, note);
  const leave = async () => {
    const [{ closeJobs }, { closeDb }] = await Promise.all([import('@/lib/infra/jobs'), import('@/lib/infra/db')]);
    await closeJobs();
    await closeDb();
    await database.release();
  };
  const interrupted = () => void leave().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    enter(environment, database);
    await migrate(database, note);
    return await work({ ctx: systemContext('cli'), environment, database });
  } finally {
    await leave();
  }
}
