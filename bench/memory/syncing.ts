import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { startSync } from '@/lib/sync';
import { connectTo } from '../ingest/sync-path';
import { ctx } from '../machine/installation';
import { forgetPeak, memoryOf } from '../machine/process-memory';
import { type Sandbox, startSandboxProcess } from '../machine/sandbox';
import { startWorkerProcess } from '../machine/worker';
import { absolute, atMost, compare } from '../measure/statistics';
import type { Bench, Line } from '../types';

/** By then each of the worker's loops has run once. */
const REST_MS = 10_000;
const DAYS = 3;
const LOOK_MS = 200;
const GIVE_UP_MS = 600_000;

/** Connects a provider with so many customers and waits until the worker has read it. Throws when it does not succeed. */
async function syncOf(client: Client, sandbox: Sandbox, customers: number): Promise<void> {
  await sandbox.control('seed', 'POST', { provider: 'ipweb', customers, days: DAYS });
  const connectionId = await connectTo(sandbox, `${customers} customers`);
  const to = addDays(dayIn('Asia/Shanghai', new Date()), -1);
  const run = await startSync(ctx, { connectionId, from: addDays(to, 1 - DAYS), to });
  const deadline = Date.now() + GIVE_UP_MS;
  for (;;) {
    const { rows } = await client.query<{ status: string; error: string | null; read: number }>(
      'SELECT status, error, rows_read AS read FROM sync_run WHERE id = $1',
      [run.id],
    );
    const [row] = rows;
    if (row?.status === 'succeeded' && row.read === customers * DAYS) return;
    if (row?.status === 'succeeded' || row?.status === 'failed' || Date.now() > deadline)
      throw new Error(`The sync is ${row?.status} with ${row?.read} rows: ${row?.error}`);
    await pause(LOOK_MS);
  }
}

/** The worker while it reads a provider of many customers, beside the same for a tenth of them. */
export async function measureSyncing(
  { note, folder }: Bench,
  client: Client,
  { customers }: { customers: number },
): Promise<Line[]> {
  const sandbox = await startSandboxProcess(folder('sandbox'));
  try {
    const worker = await startWorkerProcess();
    try {
      await pause(REST_MS);
      const rest = memoryOf(worker.pid).now;
      const peakOf = async (count: number) => {
        note(`a worker reads ${count} customers`);
        forgetPeak(worker.pid);
        await syncOf(client, sandbox, count);
        return memoryOf(worker.pid).peak;
      };
      const few = Math.round(customers / 10);
      const small = await peakOf(few);
      const large = await peakOf(customers);
      const what = `worker, sync of ${customers} customers and ${DAYS} days: peak`;
      return [
        absolute({ unit: 'MiB', against: '–', what: `${what}, more than for ${few}`, goal: atMost(120) }, [
          large - small,
        ]),
        compare({ unit: 'MiB', against: 'the same worker at rest', what }, [large], [rest]),
      ];
    } finally {
      await worker.stop();
    }
  } finally {
    await sandbox.stop();
  }
}
