import type { Client } from 'pg';
import { createConnection } from '@/lib/connections';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { runSync, startSync } from '@/lib/sync';
import type { UsageDayRow } from '@/lib/usage';
import { IPWEB_TOKEN } from '@/sandbox/credentials';
import { emptyRawTables, writeRaw } from '../limits/raw-ingest';
import { ctx } from '../machine/installation';
import type { Sandbox } from '../machine/sandbox';
import { timed } from '../measure/in-turn';
import { absolute, atLeast, atMost, compare } from '../measure/statistics';
import type { Line } from '../types';
import { emptyUsage, PAGE_ROWS } from './write-step';

type Synced = { ms: number; rate: number; read: number; changed: number };

/** Adds a connection to the sandbox with the largest request budget there is. Returns its id. */
export async function connectTo(sandbox: Sandbox, name: string): Promise<number> {
  const { id } = await createConnection(ctx, {
    provider: 'ipweb',
    name,
    baseUrl: `${sandbox.url}/ipweb`,
    credentials: { token: IPWEB_TOKEN },
    settings: { requestsPerMinute: 6000 },
  });
  return Number(id);
}

/** Runs one sync of `days` days in this process, the last of them `daysAgo`, and measures it from the first call to the last commit. */
export async function sync(
  client: Client,
  connectionId: number,
  { daysAgo = 1, days }: { daysAgo?: number; days: number },
): Promise<Synced> {
  const to = addDays(dayIn('Asia/Shanghai', new Date()), -daysAgo);
  const run = await startSync(ctx, { connectionId, from: addDays(to, 1 - days), to });
  const ms = await timed(() => runSync(Number(run.id)));
  const { rows } = await client.query<{ status: string; error: string | null; read: number; changed: number }>(
    'SELECT status, error, rows_read AS read, rows_changed AS changed FROM sync_run WHERE id = $1',
    [run.id],
  );
  const [row] = rows;
  if (row?.status !== 'succeeded') throw new Error(`The sync ended as ${row?.status}: ${row?.error}`);
  return { ms, rate: (row.read / ms) * 1000, read: row.read, changed: row.changed };
}

/** Each round syncs a new connection, to which everything is new, and then the same days again. */
export async function measureSyncPath(
  client: Client,
  sandbox: Sandbox,
  input: { rows: UsageDayRow[]; customers: number; days: number; repeat: number },
): Promise<Line[]> {
  const { rows, customers, days, repeat } = input;
  await sandbox.control('seed', 'POST', { provider: 'ipweb', customers, days });
  const first: number[] = [];
  const again: number[] = [];
  const raw: number[] = [];
  const changed: number[] = [];
  for (let round = -1; round < repeat; round++) {
    await emptyUsage(client);
    await emptyRawTables(client);
    const connectionId = await connectTo(sandbox, `Round ${round}`);
    const one = await sync(client, connectionId, { days });
    if (one.changed !== one.read) throw new Error(`Of ${one.read} new rows ${one.changed} were stored.`);
    const ms = await timed(() => writeRaw(client, rows, PAGE_ROWS));
    const two = await sync(client, connectionId, { days });
    if (round < 0) continue;
    first.push(one.rate);
    raw.push((rows.length / ms) * 1000);
    again.push(two.rate);
    changed.push(two.changed);
  }
  const line = { unit: 'rows/s', against: 'raw upsert with roll-up' };
  return [
    compare({ ...line, what: 'whole sync path, sandbox to committed rows', goal: atLeast(0.3) }, first, raw),
    compare({ ...line, what: 'whole sync path, nothing changed' }, again, raw),
    absolute({ unit: 'rows', against: '–', what: 'rows changed by a second sync', goal: atMost(0) }, changed),
  ];
}
