import { withClient } from '../bin/postgres/client';

// The engine notes a migration before it runs and marks it as done afterwards, in transactions of their own. A process killed in
// between leaves a migration that looks failed, with which the engine applies nothing any more, until somebody helps by hand.

/** Held by a migration's own transaction: the server may still be at it when the process that sent it is gone. */
const scriptLock = '7236480192';

/**
 * A migration's script that marks itself as done in its own transaction, so that an unfinished mark means that nothing of it
 * was kept. The table is not there yet while the engine makes it.
 */
export function asOneWhole(script: string): string {
  return `SELECT pg_advisory_xact_lock(${scriptLock});
${script}
;DO $done$ BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL;
  END IF;
END $done$;`;
}

/**
 * Lets migrations that were cut short, or failed, be tried again. Only for the process whose turn it is. A mark that is left
 * without an end belongs to a script of which PostgreSQL kept nothing.
 */
export function forgetInterrupted(url: string): Promise<void> {
  return withClient(
    url,
    async (client) => {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1)', [scriptLock]);
      await client.query(
        'update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null',
      );
      await client.query('commit');
    },
    { application_name: 'gigatill-migrate' },
  );
}
