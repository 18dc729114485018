import { loadSynthetic } from '@/lib/demo';
import { connect } from '../machine/database';
import { ctx, enterInstallation, leaveInstallation } from '../machine/installation';
import { CAN_READ_MEMORY } from '../machine/process-memory';
import { goalsFirst } from '../measure/statistics';
import { measureClicking } from '../memory/clicking';
import { measureExport } from '../memory/export';
import { seatAdmin, seatAgents } from '../memory/seats';
import { measureSyncing } from '../memory/syncing';
import type { Suite } from '../types';

const AGENTS = 200;
const MOST_ACCOUNTS = 50_000;

/** What processes take in: the app while many click and while everything is exported, and the worker while it syncs. */
export const memory: Suite = async (bench) => {
  const { database, note, options } = bench;
  if (!CAN_READ_MEMORY) {
    note('Left out: what a process has in memory can be read on Linux only.');
    return [];
  }
  const url = await database('app');
  enterInstallation(url);
  const days = options.rows >= 10_000_000 ? 1_000 : 400;
  const customers = Math.max(10, Math.round(options.rows / days));
  note(`loading ${customers * days} rows`);
  await loadSynthetic(ctx, { customers, days });
  const client = await connect(url);
  try {
    await client.query('VACUUM (ANALYZE)');
    const admin = await seatAdmin(client);
    const seats = await seatAgents(client, AGENTS);
    await leaveInstallation();
    note(`${seats.length} agents click, beside a bare app`);
    const clicking = await measureClicking(bench, url, seats);
    const exporting = await measureExport(bench, url, { admin, accounts: customers, days });
    // The provider's side is as large as ours may become.
    const syncing = await measureSyncing(bench, client, {
      customers: Math.max(5_000, Math.min(MOST_ACCOUNTS, customers)),
    });
    return goalsFirst([...clicking, ...exporting, ...syncing]);
  } finally {
    await leaveInstallation();
    await client.end();
  }
};
