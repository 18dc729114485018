import type { Client } from 'pg';
import { env } from '@/lib/infra/env';
import { ensureFirstStart } from '@/lib/setup';
import { takeTurn } from '../prisma/migrate';
import { withClient } from './postgres/client';

// A process of its own, so that nothing of the app (pools, timers) stays behind in the supervisor.
process.on('disconnect', () => process.exit(1));

/** Any number will do as long as it stays the same and is not that of the migrations. */
const advisoryLock = '7236480192';

/** Processes that start at once on one database take turns: the first makes the administrator, the others find one. */
function setUp(): ReturnType<typeof ensureFirstStart> {
  const inTurn = async (client: Client) => {
    await takeTurn(client, advisoryLock);
    return ensureFirstStart({ env: env() });
  };
  return withClient(env().databaseUrl, inTurn, { application_name: 'gigatill-setup' });
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
