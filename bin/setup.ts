import { Client } from 'pg';
import { env } from '@/lib/infra/env';
import { ensureFirstStart } from '@/lib/setup';
import { takeTurn } from '../prisma/migrate';

// A process of its own, so that nothing of the app (pools, timers) stays behind in the supervisor.
process.on('disconnect', () => process.exit(1));

/** Any number will do as long as it stays the same and is not that of the migrations. */
const advisoryLock = '7236480192';

/** Processes that start at once on one database take turns: the first makes the administrator, the others find one. */
async function setUp(): Promise<Awaited<ReturnType<typeof ensureFirstStart>>> {
  const turn = new Client({ connectionString: env().databaseUrl, application_name: 'gigatill-setup' });
  await turn.connect();
  try {
    await takeTurn(turn, advisoryLock);
    return await ensureFirstStart({ env: env() });
  } finally {
    await turn.end();
  }
}

setUp().then(
  (result) => {
    process.send?.({ type: 'set-up', result }, () => process.exit(0));
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
