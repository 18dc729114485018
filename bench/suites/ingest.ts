import { loadSynthetic } from '@/lib/demo';
import { madeDays } from '../ingest/made-days';
import { MANY_ACCOUNTS, measureOneDay } from '../ingest/one-day';
import { measureSyncPath } from '../ingest/sync-path';
import { measureWriteStep } from '../ingest/write-step';
import { createRawTables } from '../limits/raw-ingest';
import { connect } from '../machine/database';
import { ctx, enterInstallation, leaveInstallation } from '../machine/installation';
import { startSandboxProcess } from '../machine/sandbox';
import type { Suite } from '../types';

const DAYS = 100;
/** More rows take longer and say the same. */
const MOST_ROWS = 100_000;
const FROM = '2026-01-01';

/** What a sync writes, alone and as a whole, beside the same rows in a bare table. */
export const ingest: Suite = async ({ database, folder, note, options }) => {
  const url = await database('usage');
  enterInstallation(url);
  const client = await connect(url);
  await createRawTables(client);
  const customers = Math.max(10, Math.min(options.rows, MOST_ROWS) / DAYS);
  const { connectionId } = await loadSynthetic(ctx, { customers, days: 1 });
  const { rows: accounts } = await client.query<{ id: number }>('SELECT id FROM upstream_account ORDER BY id');
  const ids = accounts.map(({ id }) => id);
  const rows = madeDays(ids, FROM, DAYS, 0);
  note(`write step, ${rows.length} rows`);
  const others = madeDays(ids, FROM, DAYS, 1);
  const { repeat } = options;
  const lines = await measureWriteStep(client, { connectionId: Number(connectionId), rows, others, repeat });
  note(`sync path, ${rows.length} rows`);
  const sandbox = await startSandboxProcess(folder('sandbox'));
  try {
    lines.push(...(await measureSyncPath(client, sandbox, { rows, customers, days: DAYS, repeat })));
    note(`sync of a day of ${MANY_ACCOUNTS} accounts`);
    lines.push(...(await measureOneDay(client, sandbox, { accounts: MANY_ACCOUNTS, repeat })));
  } finally {
    await leaveInstallation();
    await client.end();
    await sandbox.stop();
  }
  return lines;
};
